using System.Collections.Immutable;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Features;

namespace Dashboard.Web.Mail.Letters;

/// <summary>The daily or weekly digest.</summary>
internal static class DigestDocument
{
    public static LetterDocument Of(DigestLetter letter, LetterReader reader)
    {
        var today = ZoneDays.DayOf(letter.AtMs, ZoneDays.Find(letter.Zone));
        var every = letter.Weekly ? "Weekly" : "Daily";
        return new LetterDocument
        {
            Subject = $"{(letter.Shadow ? "Shadow: " : "")}{every} digest, {letter.Scope}: {letter.Answer.TrimEnd('.')}",
            Preheader = letter.Reason,
            Note = letter.Shadow ? LetterFoot.Shadow : null,
            State = (Tone.Quiet, $"{every} digest, {letter.Scope}"),
            Title = letter.Answer,
            Parts =
            [
                new LetterPart.Prose(letter.Reason),
                .. LetterCharts.Picture(letter.Chart),
                new LetterPart.Facts([.. letter.Figures.Select(f => new LetterPart.Fact(f.Label, f.Value, f.Sub))]),
                .. letter.LeftOut.IsDefaultOrEmpty ? (LetterPart[])[] : [new LetterPart.Prose(new Phrase("In no figure: ", Strong: true), string.Join(", ", letter.LeftOut) + ".")],
                .. Seats(letter, reader, today),
                new LetterPart.Button("Open the page", reader.Links.Of(letter.Page)),
            ],
            Foot = LetterFoot.Of(
                reader,
                $"{LetterFoot.AsOf(reader, letter.AtMs)}{(letter.NewestEventMs is { } newest ? $" Newest usage {reader.At(newest)}." : "")}",
                $"Sent because you get a {every.ToLowerInvariant()} digest. It says what the page said at that moment."),
        };
    }

    private static ImmutableArray<LetterPart> Seats(DigestLetter letter, LetterReader reader, DateOnly today)
    {
        if (letter.Seats.Length == 0)
        {
            return [];
        }

        var used = CentColumn.Round([.. letter.Seats.Select(s => s.Used)]);
        var allocated = CentColumn.Round([.. letter.Seats.Select(s => s.Allocated)]);
        var head = letter.SeatsInAll > letter.Seats.Length ? $"The {letter.Seats.Length} most urgent of {Show.Count(letter.SeatsInAll)} seats that need a decision" : "Seats that need a decision";
        return
        [
            new LetterPart.Heading(head),
            new LetterPart.Table(
                ["Seat", "Used", "Allocation"],
                [.. letter.Seats.Select((s, i) => new LetterPart.TableRow(new Phrase(s.Name, reader.Links.Seat(s.Email)), [Show.Amount(used[i]), Show.Amount(allocated[i])], Detail(s, today)))]),
        ];
    }

    private static string Detail(DigestSeat seat, DateOnly today)
    {
        var isPast = seat.State is SeatState.Exhausted or SeatState.OverageOn;
        var end = seat.ExhaustionDate is { } day ? $" · {(isPast ? "ran" : "runs")} out {Show.Day(day, today)}" : "";
        return $"{StateWords.Word(SeatWords.State(seat.State))} · {seat.Team ?? "no team"}{end} · overage {(seat.OverageOn ? "on" : "off")}";
    }
}
