using System.Collections.Immutable;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Mail.Letters;

/// <summary>The month that ended, for finance.</summary>
internal static class MonthEndDocument
{
    public static LetterDocument Of(MonthEndLetter letter, LetterReader reader)
    {
        var month = Show.Month(letter.Month);
        var total = letter.Total;
        var answer = $"{month}: {Show.Money(total.Consumed)} of {Show.Money(total.Granted)} consumed, {Show.Money(total.Payable)} of overage payable";
        var adds = $"Granted {Show.Money(total.Granted)} = consumed {Show.Money(total.Consumed)} + expired {Show.Money(total.Expired)} + voided {Show.Money(total.Voided)} + available {Show.Money(total.Available)}.";
        return new LetterDocument
        {
            Subject = answer,
            Preheader = adds,
            State = (Tone.Quiet, $"Month-end summary, {letter.State}"),
            Title = answer,
            Parts =
            [
                new LetterPart.Prose($"The ledger of {month} has the cycles that start in it; the last of them ends before {Show.Day(letter.CyclesEnd, letter.Month)}. {Running(letter)}It still changes with late data. {letter.Programme}."),
                new LetterPart.Facts(
                [
                    ("Granted", Show.Money(total.Granted)),
                    new LetterPart.Fact("Consumed", Show.Money(total.Consumed), total.Granted.IsPositive ? $"{Show.Percent(total.Consumed, total.Granted)} of granted" : ""),
                    ("Expired unused", Show.Money(total.Expired)),
                    .. total.Voided.Value == 0 ? (ImmutableArray<LetterPart.Fact>)[] : [("Voided", Show.Money(total.Voided))],
                    ("Available", Show.Money(total.Available)),
                    ("Overage, payable", Show.Money(total.Payable)),
                    .. letter.ShadowOverage.Value == 0 ? (ImmutableArray<LetterPart.Fact>)[] : [("Overage as if live, not payable", Show.Money(letter.ShadowOverage))],
                    ("Uncovered, should have stopped", Show.Money(total.Uncovered)),
                ]),
                .. Beside(letter),
                new LetterPart.Heading("By team"),
                Teams(letter),
                new LetterPart.Button("Open the ledger", reader.Links.Ledger(letter.Month)),
            ],
            Foot = LetterFoot.Of(reader, LetterFoot.AsOf(reader, letter.AtMs), "Sent to finance on the first day of the month, in the organisation's zone."),
        };
    }

    private static string Running(MonthEndLetter letter) => letter.State == "open" ? "Some cycles still run. " : "";

    private static ImmutableArray<LetterPart> Beside(MonthEndLetter letter)
    {
        List<string> beside = [];
        if (letter.Unassigned.IsPositive)
        {
            beside.Add($"{Show.Money(letter.Unassigned)} has no seat");
        }

        if (letter.Unknown.IsPositive)
        {
            beside.Add($"{Show.Money(letter.Unknown)} is of unknown pool");
        }

        if (letter.UnpricedEvents > 0)
        {
            beside.Add($"{Show.Counted(letter.UnpricedEvents, "event has", "events have")} no price");
        }

        return beside.Count == 0 ? [] : [new LetterPart.Prose(new Phrase("In no figure: ", Strong: true), string.Join(", ", beside) + ".")];
    }

    private static LetterPart.Table Teams(MonthEndLetter letter) => new(
        ["Team", "Consumed", "Overage"],
        [.. letter.Lines.Select(l => new LetterPart.TableRow(
            l.Name, [Show.Amount(l.Consumed), Show.Amount(l.Overage)],
            $"{(l.Seats > 0 ? Show.Counted(l.Seats, "seat", "seats") + " · " : "")}granted {Show.Amount(l.Granted)} · expired {Show.Amount(l.Expired)} · uncovered {Show.Amount(l.Uncovered)}"))],
        new LetterPart.TableRow(
            "Organisation", [Show.Amount(letter.Total.Consumed), Show.Amount(letter.Total.Overage)],
            $"granted {Show.Amount(letter.Total.Granted)} · expired {Show.Amount(letter.Total.Expired)} · uncovered {Show.Amount(letter.Total.Uncovered)}"));
}
