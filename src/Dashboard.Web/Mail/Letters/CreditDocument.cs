using System.Collections.Immutable;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Mail.Letters;

/// <summary>Credit that waits for a claim, or that will expire when it is not used.</summary>
internal static class CreditDocument
{
    public static LetterDocument Of(CreditLetter letter, LetterReader reader)
    {
        var today = ZoneDays.DayOf(letter.AtMs, ZoneDays.Find(letter.Zone));
        var isOwn = letter.Lines is [{ } only] && string.Equals(only.Email, reader.Address, StringComparison.OrdinalIgnoreCase);
        var cents = CentColumn.Round([.. letter.Lines.Select(l => l.Left)]);
        var sum = Show.Money(cents.Sum());
        var seats = Show.Counted(letter.Lines.Length, "seat", "seats");
        var end = Show.Day(letter.Lines.Min(l => l.CycleEnd), today);
        var (subject, title, meaning) = (letter.IsExpiring, isOwn) switch
        {
            (true, true) => ($"{sum} of your credit expires on {end}", $"{sum} of your credit expires on {end}", "What is not used by then is gone: there is no rollover. The next cycle starts with its own credit."),
            (true, false) => ($"{sum} of credit expires on {end}: {seats}", $"{sum} of credit of {seats} expires on {end}", "What is not used by then is gone: there is no rollover. Credit does not pass between seats."),
            (false, true) => ($"Your credit waits to be claimed: {sum} a cycle", $"{sum} of credit a cycle waits for you", $"Until {letter.Programme} is claimed nothing is granted, and what you use is not covered."),
            (false, false) => ($"{seats} {(letter.Lines.Length == 1 ? "has" : "have")} not claimed: {sum} a cycle", $"{sum} of credit a cycle waits for {seats} to claim it", $"Until {letter.Programme} is claimed nothing is granted to them, and what they use is not covered."),
        };
        return new LetterDocument
        {
            Subject = (letter.Shadow ? "Shadow: " : "") + subject,
            Preheader = meaning,
            Note = letter.Shadow ? LetterFoot.Shadow : null,
            State = letter.IsExpiring ? (Tone.Risk, "Expires unused") : (Tone.Unclaimed, "Unclaimed"),
            Title = title,
            Parts =
            [
                new LetterPart.Prose(isOwn && reader.Greeting.Length > 0 ? reader.Greeting + char.ToLowerInvariant(meaning[0]) + meaning[1..] : meaning),
                .. isOwn ? Own(letter, cents[0], today) : [Table(letter, cents, reader, today)],
                .. letter.VendorStatus is { } status ? (LetterPart[])[new LetterPart.Prose(new Phrase("The vendor says: ", Strong: true), status)] : [],
                .. letter.Steps.IsDefaultOrEmpty ? (LetterPart[])[] : [new LetterPart.Heading("How it is claimed"), new LetterPart.Lines([.. letter.Steps.Select((s, i) => $"{i + 1}. {s}")]), .. Source(letter)],
                Button(letter, isOwn, reader),
            ],
            Foot = LetterFoot.Of(reader, LetterFoot.AsOf(reader, letter.AtMs), Why(letter)),
        };
    }

    private static string Why(CreditLetter letter) => letter switch
    {
        { SentBy: { } who } => $"Sent by {who}.",
        { IsExpiring: true } => "Sent once a cycle to holders and team admins when much of a credit is left shortly before its end.",
        _ => "Sent once a week to holders and team admins while a credit is not claimed.",
    };

    private static LetterPart[] Own(CreditLetter letter, Nanodollars left, DateOnly today)
    {
        var line = letter.Lines[0];
        return letter.IsExpiring
            ?
            [
                new LetterPart.Bar(line.Used, line.Allowance, $"{Show.Money(line.Used)} of {Show.Money(line.Allowance)} used, {Show.Percent(line.Used, line.Allowance)}"),
                new LetterPart.Facts([("Left", Show.Money(left)), ("Cycle ends", Show.Day(line.CycleEnd, today))]),
            ]
            : [new LetterPart.Facts([("Waits each cycle", Show.Money(left)), ("Used without it in this cycle", Show.Money(line.Used)), ("Cycle ends", Show.Day(line.CycleEnd, today))])];
    }

    private static LetterPart.Table Table(CreditLetter letter, IReadOnlyList<Nanodollars> cents, LetterReader reader, DateOnly today)
    {
        var used = CentColumn.Round([.. letter.Lines.Select(l => l.Used)]);
        var shown = Math.Min(StageDocument.MostRows, letter.Lines.Length);
        var rows = letter.Lines.Take(shown).Select((l, i) => new LetterPart.TableRow(
            new Phrase(l.Name, reader.Links.Seat(l.Email)), [Show.Amount(cents[i]), Show.Amount(used[i])],
            $"{l.Team ?? "no team"} · cycle ends {Show.Day(l.CycleEnd, today)}"));
        var rest = letter.Lines.Length - shown;
        ImmutableArray<LetterPart.TableRow> more = rest == 0 ? [] : [new LetterPart.TableRow(new Phrase($"and {rest} more", reader.Links.Seats), [Show.Amount(cents.Skip(shown).Sum()), Show.Amount(used.Skip(shown).Sum())])];
        return new LetterPart.Table(
            ["Seat", letter.IsExpiring ? "Left" : "Waits", "Used"],
            [.. rows, .. more],
            letter.Lines.Length > 1 ? new LetterPart.TableRow("Together", [Show.Amount(cents.Sum()), Show.Amount(used.Sum())]) : null);
    }

    private static LetterPart[] Source(CreditLetter letter) =>
        Uri.TryCreate(letter.Source, UriKind.Absolute, out var source) && source.Scheme == Uri.UriSchemeHttps ? [new LetterPart.Prose("Where this is from: ", new Phrase(letter.Source, source), ".")] : [];

    private static LetterPart.Button Button(CreditLetter letter, bool isOwn, LetterReader reader) => (isOwn, letter.IsExpiring) switch
    {
        (true, _) => new("Open your seat", reader.Links.Seat(letter.Lines[0].Email)),
        (false, true) => new("Open the seats", reader.Links.Seats),
        (false, false) => new("Open the unclaimed seats", reader.Links.Unclaimed),
    };
}
