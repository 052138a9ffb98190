using System.Collections.Immutable;
using System.Globalization;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Mail.Letters;

/// <summary>What an evaluation of the runbook decided, for one recipient: about their own seat in person, about others as a table.</summary>
internal static class StageDocument
{
    /// <summary>Seats that are listed; what is beyond is added up in one row.</summary>
    public const int MostRows = 20;

    public static LetterDocument Of(StageLetter letter, LetterReader reader)
    {
        var seats = StageSeat.Of(letter.Lines);
        var today = ZoneDays.DayOf(letter.AtMs, ZoneDays.Find(letter.Zone));
        var isShadow = letter.Lines.All(l => l.Shadow);
        var document = seats is [{ Top.Email: { Length: > 0 } email } own] && string.Equals(email, reader.Address, StringComparison.OrdinalIgnoreCase)
            ? OwnStageDocument.Of(own, reader, today)
            : Several(letter, seats, reader, today);
        return document with
        {
            Subject = isShadow ? "Shadow: " + document.Subject : document.Subject,
            Note = isShadow ? LetterFoot.Shadow : null,
            Foot = LetterFoot.Of(reader, LetterFoot.AsOf(reader, letter.AtMs), "Sent because the runbook names you for these stages. One mail tells all that one evaluation decided."),
        };
    }

    /// <summary>The tables of seats by section; also what an escalation lists.</summary>
    public static IEnumerable<LetterPart> Tables(IReadOnlyList<StageSeat> seats, LetterReader reader, DateOnly today)
    {
        var room = MostRows;
        foreach (var section in seats.GroupBy(s => s.Section).Select(g => (g.Key, Seats: g.ToList())))
        {
            yield return new LetterPart.Heading($"{section.Key.Heading}: {Show.Counted(section.Seats.Count, "seat", "seats")}", section.Key.Tone);
            yield return Table(section.Seats, Math.Min(room, section.Seats.Count), reader, today);
            room -= Math.Min(room, section.Seats.Count);
        }
    }

    private static LetterDocument Several(StageLetter letter, IReadOnlyList<StageSeat> seats, LetterReader reader, DateOnly today)
    {
        var summary = Summary(seats, today);
        var first = seats[0];
        var asked = seats.Count(s => s.Asked is not null);
        var next = Next(seats, asked);
        return new LetterDocument
        {
            Subject = summary,
            Preheader = $"{first.Name}: {Show.Money(first.Top.Consumed)} of {Show.Money(first.Top.Allocated)} consumed. {next}",
            State = (first.Section.Tone, StateWord(first)),
            Title = summary,
            Parts =
            [
                new LetterPart.Prose($"{reader.Greeting}{(reader.Greeting.Length > 0 ? char.ToLowerInvariant(next[0]) + next[1..] : next)}"),
                .. Tables(seats, reader, today),
                new LetterPart.Button(asked > 0 ? "Open the requests" : "Open the runbook", asked > 0 ? reader.Links.Requests : reader.Links.Runbook),
            ],
            Foot = [],
        };
    }

    private static string Next(IReadOnlyList<StageSeat> seats, int asked)
    {
        var denied = seats.Count(s => s.Gate is { Gate: GateAnswer.Deny, OverageOn: false });
        return (denied, asked) switch
        {
            (0, 0) when seats.All(s => s.Top.Move is not StageMove.Entered) => "Nothing is to be done.",
            (0, 0) => "What the runbook does about it stands with each seat.",
            (_, 0) => $"New runs of {Show.Counted(denied, "seat", "seats")} are refused by the gate.",
            (0, _) => $"{Show.Counted(asked, "request", "requests")} for overage {(asked == 1 ? "waits" : "wait")} for an answer.",
            _ => $"New runs of {Show.Counted(denied, "seat", "seats")} are refused by the gate, and {Show.Counted(asked, "request", "requests")} for overage {(asked == 1 ? "waits" : "wait")} for an answer.",
        };
    }

    /// <summary><c>2 seats are exhausted, 1 is at 95%</c>; of one seat its name and figures.</summary>
    private static string Summary(IReadOnlyList<StageSeat> seats, DateOnly today)
    {
        if (seats is [var one])
        {
            var line = one.Top;
            return (line.Move, line.StageKind) switch
            {
                (StageMove.Recovered, _) => $"Recovered: {one.Name} is {string.Join(", ", one.Facts(today))}",
                (StageMove.Seeded, _) => $"Already passed: {one.Name}, {Show.Percent(line.Consumed, line.Allocated)} {(one.IsShare ? "of its share used" : "used")}",
                (_, StageKind.Exhausted) => $"Exhausted: {one.Name}, {Show.Money(line.Allocated)} used up, next credit {Show.Day(line.CycleEnd, today)}",
                (_, StageKind.ProjectedToExhaust) => $"Likely to run out: {one.Name}, {Show.Money(line.Available)} left{Around(line, today)}",
                (_, StageKind.Share) => $"{line.Threshold}% of the share used: {one.Name}, {Show.Money(line.Consumed)}; its share is {Show.Money(line.Allocated)}",
                _ => $"{line.Threshold}% used: {one.Name}, {Show.Money(line.Available)} left{Around(line, today)}",
            };
        }

        var counts = seats.GroupBy(s => s.Section).Select((g, i) => Count(g.Key.Heading, g.First().Top, g.Count(), i == 0));
        return string.Join(", ", counts);
    }

    public static string Around(StageLine line, DateOnly today) => line.ExhaustionDate is { } day ? $", ends around {Show.Day(day, today)}" : "";

    private static string Count(string heading, StageLine line, int count, bool isFirst)
    {
        var what = (line.Move, line.StageKind) switch
        {
            (StageMove.Recovered, _) => "recovered",
            (StageMove.Seeded, _) => $"{(count == 1 ? "was" : "were")} past a new rule already",
            (_, StageKind.Exhausted) => $"{(count == 1 ? "is" : "are")} exhausted",
            (_, StageKind.ProjectedToExhaust) => $"{(count == 1 ? "is" : "are")} likely to run out",
            (_, StageKind.Share) => $"used {line.Threshold}% of {(count == 1 ? "its share" : "their shares")}",
            _ => $"{(count == 1 ? "is" : "are")} at {heading.Split('%')[0]}%",
        };
        return $"{(isFirst ? Show.Counted(count, "seat", "seats") : count.ToString(CultureInfo.InvariantCulture))} {what}";
    }

    public static string StateWord(StageSeat seat) => seat.Section.Tone is Tone.Quiet ? "Already passed" : seat.Section.Heading;

    private static LetterPart.Table Table(List<StageSeat> seats, int shown, LetterReader reader, DateOnly today)
    {
        var consumed = CentColumn.Round([.. seats.Select(s => s.Top.Consumed)]);
        var allocated = CentColumn.Round([.. seats.Select(s => s.Top.Allocated)]);
        var rows = seats.Take(shown).Select((s, i) => new LetterPart.TableRow(
            new Phrase(s.Name, reader.Links.Seat(s.Top.Email)),
            [Show.Amount(consumed[i]), Show.Amount(allocated[i])],
            s.Detail(today),
            reader.MayAcknowledge && s.Top.Move is StageMove.Entered ? [new Phrase("Open the seat", reader.Links.Seat(s.Top.Email)), new Phrase("Acknowledge", reader.Links.Acknowledge(s.Top.CrossingId))] : [new Phrase("Open the seat", reader.Links.Seat(s.Top.Email))]));
        var rest = seats.Count - shown;
        ImmutableArray<LetterPart.TableRow> more = rest == 0 ? [] : [new LetterPart.TableRow(new Phrase($"and {rest} more", reader.Links.Seats), [Show.Amount(consumed.Skip(shown).Sum()), Show.Amount(allocated.Skip(shown).Sum())])];
        return new LetterPart.Table(
            seats.All(s => s.IsShare) ? ["Seat", "Used", "Share"] : ["Seat", "Consumed", "Allocation"],
            [.. rows, .. more],
            seats.Count > 1 ? new LetterPart.TableRow("Together", [Show.Amount(consumed.Sum()), Show.Amount(allocated.Sum())]) : null);
    }
}
