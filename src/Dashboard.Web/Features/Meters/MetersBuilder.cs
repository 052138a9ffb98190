using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Meters;

/// <summary>Makes the page from usage and decisions. Pure.</summary>
internal static class MetersBuilder
{
    /// <summary>The page.</summary>
    /// <param name="organisation">What was decided.</param>
    /// <param name="figures">The figures of the first page, for the period.</param>
    /// <param name="ledger">What the accounts posted on the period's days.</param>
    /// <param name="rows">All usage of the period.</param>
    /// <param name="now">Now.</param>
    public static MetersView Build(Organisation organisation, OrganisationFigures figures, PeriodLedger ledger, IReadOnlyList<MeterRow> rows, DateTimeOffset now)
    {
        var nowMs = now.ToUnixTimeMilliseconds();
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(nowMs));
        var today = ZoneDays.DayOf(nowMs, zone);
        var usages = MetersRead.Fold(organisation, rows);
        var choice = organisation.Rules.Choice.At(nowMs);
        var programme = organisation.Rules.ProgrammeOf(choice.ProgrammeId);
        var groups = Groups(usages, organisation, programme, today, zone);
        var total = usages.Aggregate(Nanodollars.Zero, (sum, u) => sum + u.Cost);
        var covered = groups.Where(g => g.Meter is Meter.Credit).Aggregate(Nanodollars.Zero, (sum, g) => sum + g.Cost);
        return new MetersView
        {
            Organisation = organisation,
            Facts = [$"usage of {Show.Cycle(figures.PeriodStart, figures.PeriodEnd)}", Show.Counted(usages.Sum(u => u.Events), "request", "requests")],
            Programme = Programme(programme, choice.Mode, today),
            Answer = total.IsPositive ? $"The credit is there for {Show.Percent(covered, total)} of what was used." : "No usage in this period yet.",
            Reason = Reason(ledger, total, covered, choice.Mode),
            Summed = $"Summed is what happened from the first instant of {Show.Day(figures.PeriodStart, today)} until that of {Show.Day(figures.PeriodEnd, today)}, {Show.Zone(zone)}, as far as it has arrived.",
            Beside = covered.IsPositive || ledger.Posted.IsPositive ? Beside(figures, ledger, today) : null,
            Split = covered.IsPositive || ledger.Posted.IsPositive ? Split(ledger, covered) : [],
            HasRest = covered != ledger.Posted,
            Groups = groups,
            Total = total,
            Events = usages.Sum(u => u.Events),
            Unpriced = usages.Sum(u => u.UnpricedEvents),
            Warnings = MeterWarnings.Of(organisation, programme, choice.Mode, figures, usages, today),
            Rows = rows,
            AsOf = now,
            NewestEvent = figures.NewestEventMs is { } newest ? DateTimeOffset.FromUnixTimeMilliseconds(newest) : null,
            Zone = zone,
        };
    }

    private static string Programme(Programme programme, ProgrammeMode mode, DateOnly today) => mode switch
    {
        ProgrammeMode.Off => "No programme is obeyed: nothing is granted, so no credit pays for anything.",
        _ => $"{programme.Name}, {(mode is ProgrammeMode.Shadow ? "in shadow mode: as if it were live" : "enforced")}."
            + (programme.StatusOn(today) is { Status: VendorStatus.Paused or VendorStatus.Retired } status ? $" The vendor {status.Status.ToString().ToLowerInvariant()} it on {Show.Day(status.Day, default)}: the ledger counts it, and the vendor does not give it." : ""),
    };

    private static string Reason(PeriodLedger ledger, Nanodollars total, Nanodollars covered, ProgrammeMode mode) => !total.IsPositive
        ? "The table fills with the first request."
        : mode is ProgrammeMode.Off ? $"{Show.Money(total)} was used; no programme is obeyed."
        : $"{Show.Money(covered)} of {Show.Money(total)}: {Show.Money(ledger.Consumed)} was drawn from the credit, {Show.Money(ledger.Overage)} is overage and {Show.Money(ledger.Uncovered)} is uncovered.";

    /// <summary>What became of the usage that the credit is there for, by the postings of the same days.</summary>
    private static List<KeyValue> Split(PeriodLedger ledger, Nanodollars covered)
    {
        List<KeyValue> rows = [Row("Drawn from the credit", ledger.Consumed), Row("Overage", ledger.Overage), Row("Uncovered", ledger.Uncovered)];
        if (covered != ledger.Posted)
        {
            rows.Add(Row("Not posted", covered - ledger.Posted));
        }

        rows.Add(Row("Usage it is there for", covered) with { IsSum = true });
        return rows;

        static KeyValue Row(string name, Nanodollars amount) => new(name, Show.Amount(amount), Show.Exact(amount));
    }

    /// <summary>Why the first page may show other amounts: it sums running cycles.</summary>
    private static string Beside(OrganisationFigures figures, PeriodLedger ledger, DateOnly today) =>
        (figures.Consumed, figures.Overage, figures.Uncovered) == (ledger.Consumed, ledger.Overage, ledger.Uncovered)
            ? "Drawn, overage and uncovered are the figures of Overview."
            : $"Overview sums the running cycle of every account{(ledger is { FirstCycleStart: { } first, LastCycleEnd: { } last } ? $", the first from {Show.Day(first, today)}, the last until {Show.Day(last, today)}" : "")}: "
                + $"{Show.Money(figures.Consumed)} drawn, {Show.Money(figures.Overage)} overage, {Show.Money(figures.Uncovered)} uncovered. The difference is of days that only one of the two has.";

    private static List<MeterGroup> Groups(IReadOnlyList<MeterUsage> usages, Organisation organisation, Programme programme, DateOnly today, TimeZoneInfo zone)
    {
        var groups = usages.GroupBy(u => (u.Meter, Programme: u.Meter is Meter.Credit ? u.Programme : null))
            .Select(g => new MeterGroup(
                g.Key.Meter, MeterWords.Name(g.Key.Meter, (g.Key.Programme ?? programme).Name), MeterWords.From(g.Key.Meter, g.Key.Programme ?? programme),
                g.Aggregate(Nanodollars.Zero, (sum, u) => sum + u.Cost), default, g.Sum(u => u.Events), Lines(g, organisation, today, zone)))
            .OrderBy(g => g.Meter is Meter.Credit ? 0 : 1).ThenByDescending(g => g.Cost).ThenBy(g => g.Meter)
            .ToList();
        var cents = CentColumn.Round([.. groups.Select(g => g.Cost)]);
        return [.. groups.Select((g, i) => g with { Cents = cents[i] })];
    }

    /// <summary>Uses that differ only in how they came in are one line, where the reason is the same.</summary>
    private static List<MeterLine> Lines(IEnumerable<MeterUsage> usages, Organisation organisation, DateOnly today, TimeZoneInfo zone) =>
        [.. usages.Select(u => new MeterLine(
            u.Meter, MeterWords.Run(u), MeterWords.Stated(u), MeterWords.Why(u), MeterWords.Since(u, organisation, today, zone), u.Events, u.UnpricedEvents, u.Seats, u.Cost))];
}
