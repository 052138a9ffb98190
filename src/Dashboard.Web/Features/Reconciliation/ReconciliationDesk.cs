using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Reconciliation;
using Dashboard.Storage;
using Dashboard.Storage.Reads;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Reconciliation;

/// <summary>Reads usage beside the vendor's reports, the clients' counters and readings of balances.</summary>
public sealed class ReconciliationDesk(Database database, TimeProvider time)
{
    private const int MostReadings = 100;

    /// <summary>The reconciliation of a filter; null before there is an organisation.</summary>
    public async Task<ReconciliationView?> ReadAsync(ReconciliationFilter filter, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        caller.Require(Right.SeeFigures);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        if (!organisation.IsCreated)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(now.ToUnixTimeMilliseconds()));
        var today = ZoneDays.DayOf(now.ToUnixTimeMilliseconds(), zone);
        var figures = await OverviewRead.FiguresAsync(database, cancellationToken);
        var (from, until) = Days(filter, figures?.PeriodStart ?? today.AddDays(-30), today);
        var sides = await ReconciliationRead.SidesAsync(database, cancellationToken);
        var side = sides.FirstOrDefault(s => ReconciliationWords.Slug(s) == filter.Against) ?? (sides.Count > 1 ? sides[1] : sides[0]);
        var all = (await ReconciliationRead.ReadAsync(database, side, from, until, cancellationToken))
            .Where(d => filter.Who is null || d.Who.Contains(filter.Who, StringComparison.OrdinalIgnoreCase))
            .Where(d => filter.Kind is not { } kind || d.Of.Parts.Any(p => p.Kind == kind))
            .ToList();
        return new ReconciliationView
        {
            Organisation = organisation,
            From = from,
            Until = until,
            Sides = sides,
            Side = side,
            Days = filter.All ? all : [.. all.Where(d => d.Of.Parts.Length > 0)],
            Agreeing = all.Count(d => d.Of.Parts.Length == 0),
            Usage = all.Aggregate(Nanodollars.Zero, (sum, d) => sum + (d.Of.Usage?.Cost ?? default)),
            Report = all.Aggregate(Nanodollars.Zero, (sum, d) => sum + (d.Of.Report?.Cost ?? default)),
            Parts = DayComparison.Sum(all.Select(d => d.Of)),
            Provisional = all.Count(d => d.IsProvisional),
            Readings = await BalancesRead.ReadAsync(database, null, MostReadings, cancellationToken),
            Today = today,
            Zone = zone,
            AsOf = now,
            NewestEvent = figures?.NewestEventMs is { } newest ? DateTimeOffset.FromUnixTimeMilliseconds(newest) : null,
        };
    }

    private static (DateOnly From, DateOnly Until) Days(ReconciliationFilter filter, DateOnly start, DateOnly today)
    {
        var until = filter.Until ?? today;
        var from = filter.From ?? (start > until ? until : start);
        return from > until ? (until, until) : (from < until.AddDays(1 - ReconciliationFilter.MostDays) ? until.AddDays(1 - ReconciliationFilter.MostDays) : from, until);
    }
}
