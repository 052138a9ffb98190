using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Reconciliation;
using Dashboard.Storage;
using Dashboard.Storage.Reads;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Reconciliation;

/// <summary>Reads usage beside the vendor's reports, the clients' counters and readings of balances.</summary>
public sealed class ReconciliationDesk(Database database, TimeProvider time) : IDisposable
{
    /// <summary>Open pages ask after every change: what is younger than this is told again.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private (ReconciliationSide Side, DateOnly From, DateOnly Until, long Version, DateTimeOffset At, IReadOnlyList<ReconciledDay> Days)? _last;

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
        var (days, at) = await DaysAsync(side, from, until, organisation.Version, cancellationToken);
        var all = days
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
            IsReported = days.Any(d => d.Of.Report is not null),
            Parts = DayComparison.Sum(all.Select(d => d.Of)),
            Provisional = all.Count(d => d.IsProvisional),
            Readings = await BalancesRead.ReadAsync(database, null, MostReadings, cancellationToken),
            Today = today,
            Zone = zone,
            AsOf = at,
            NewestEvent = figures?.NewestEventMs is { } newest ? DateTimeOffset.FromUnixTimeMilliseconds(newest) : null,
        };
    }

    public void Dispose() => _reading.Dispose();

    private async Task<(IReadOnlyList<ReconciledDay> Days, DateTimeOffset At)> DaysAsync(ReconciliationSide side, DateOnly from, DateOnly until, long version, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if (_last is not { } last || last.Side != side || last.From != from || last.Until != until || last.Version != version || (now - last.At).Duration() >= Young)
            {
                _last = last = (side, from, until, version, now, await ReconciliationRead.ReadAsync(database, side, from, until, cancellationToken));
            }

            return (last.Days, last.At);
        }
        finally
        {
            _reading.Release();
        }
    }

    private static (DateOnly From, DateOnly Until) Days(ReconciliationFilter filter, DateOnly start, DateOnly today)
    {
        var until = filter.Until ?? today;
        var from = filter.From ?? (start > until ? until : start);
        return from > until ? (until, until) : (from < until.AddDays(1 - ReconciliationFilter.MostDays) ? until.AddDays(1 - ReconciliationFilter.MostDays) : from, until);
    }
}
