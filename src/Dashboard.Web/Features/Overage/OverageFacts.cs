using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Overage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Overage;

/// <summary>The consequences of turning overage on, as the lines of a dialog.</summary>
internal static class OverageFacts
{
    /// <summary>The outlook of a seat; nothing where its cycle posts nothing.</summary>
    public static OverageOutlook Outlook(OverageBasis? basis, Nanodollars? cap, DateOnly? lastDay) =>
        basis is not { Projection: { } projection, Line.Kind: CycleKind.Enforced or CycleKind.Shadow }
            ? default : OverageOutlook.Of(projection, basis.Line.Overage, cap, lastDay);

    public static IReadOnlyList<KeyValue> Of(Organisation organisation, OverageLook look, OverageTerms terms, long now)
    {
        var today = organisation.DayOf(now);
        var facts = look.Rows.Count == 1 && look.Rows[0].Basis is { } basis ? One(look.Rows[0], basis, terms, today) : Many(look);
        facts.AddRange(Ceilings(organisation, look, now));
        return facts;
    }

    private static List<KeyValue> One(OverageLookRow row, OverageBasis basis, OverageTerms terms, DateOnly today)
    {
        var line = basis.Line;
        var by = terms is { End: OverageEnd.Day, Day: { } day } && day < line.CycleEnd ? day : line.CycleEnd;
        var facts = new List<KeyValue>
        {
            new(line.IsShared ? "Left of its share" : "Left now", Show.Money(line.Available), Show.Exact(line.Available)),
            new(SeatWords.IsPast(line) ? "Credit ended" : "Credit expected to end", line.ExhaustionDate is { } end ? Show.Day(end, today) : line.Allocated.IsPositive ? "Not this cycle" : "Nothing is granted"),
        };
        if (row.Outlook.Posted.IsPositive)
        {
            facts.Add(new("Overage of this cycle so far", Show.Money(row.Outlook.Posted), Show.Exact(row.Outlook.Posted)));
        }

        facts.Add(new($"Projected overage by {Show.Day(by, today)}", Show.Money(row.Outlook.Point), Show.Exact(row.Outlook.Point), IsSum: true));
        facts.Add(new("80% band", OverageWords.Band(row.Outlook)));
        if (row.Outlook.Beyond.IsPositive)
        {
            facts.Add(new("Projected beyond the cap, uncovered", Show.Money(row.Outlook.Beyond), Show.Exact(row.Outlook.Beyond)));
        }

        if (line.Kind is CycleKind.Shadow)
        {
            facts.Add(new("Payable", "nothing: the programme runs as if it were live"));
        }
        else if (line.Kind is not CycleKind.Enforced)
        {
            facts.Add(new("Payable", "nothing: no programme is in force in this cycle"));
        }

        return facts;
    }

    private static List<KeyValue> Many(OverageLook look)
    {
        var facts = new List<KeyValue> { new("Seats that change", Show.ExactCount(look.Rows.Count)) };
        if (look.Unchanged > 0)
        {
            facts.Add(new("On or asked for already, or not yours: no change", Show.ExactCount(look.Unchanged)));
        }

        facts.Add(new("Projected overage, all together", Show.Money(look.Sum.Point), Show.Exact(look.Sum.Point), IsSum: true));
        facts.Add(new("Band of the sum", OverageWords.Band(look.Sum)));
        return facts;
    }

    private static IEnumerable<KeyValue> Ceilings(Organisation organisation, OverageLook look, long now)
    {
        if (!organisation.OverageLimits.HasCeiling || look.Rows.Count == 0)
        {
            yield break;
        }

        var caps = organisation.OpenCapsAt(now);
        foreach (var team in look.Rows.Select(r => organisation.Seats[r.Seat.SeatId].Team.At(now)).Distinct().OfType<string>().Order(StringComparer.OrdinalIgnoreCase))
        {
            if (organisation.OverageLimits.CeilingOf(team) is { } ceiling)
            {
                yield return new($"Left of the ceiling of {team}", $"{Show.Money(caps.OfTeam(team).LeftOf(ceiling))} of {Show.Money(ceiling)}");
            }
        }

        if (organisation.OverageLimits.Ceiling is { } all)
        {
            yield return new("Left of the organisation's ceiling", $"{Show.Money(caps.Organisation.LeftOf(all))} of {Show.Money(all)}");
        }
    }
}
