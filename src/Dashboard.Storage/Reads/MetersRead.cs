using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Reads;

/// <summary>Which meter pays for which usage, from the usage itself.</summary>
public static class MetersRead
{
    /// <summary>All usage of some days, as far as it decides who pays.</summary>
    /// <param name="database">The database.</param>
    /// <param name="from">First day.</param>
    /// <param name="until">First day after.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<IReadOnlyList<MeterRow>> RowsAsync(Database database, DateOnly from, DateOnly until, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await sql.QueryAsync(
            """
            SELECT MIN(e.occurred_at_ms), MAX(e.occurred_at_ms), e.seat_id, e.pool, c.source, e.source_id, c.entrypoint, c.app, CASE WHEN e.actor_id IS NULL THEN 0 ELSE 1 END,
              CAST(SUM(CASE WHEN e.flags & 2048 <> 0 THEN 0 ELSE 1 END) AS BIGINT), CAST(SUM(CASE WHEN e.cost_nano IS NULL THEN 1 ELSE 0 END) AS BIGINT), CAST(COALESCE(SUM(e.cost_nano), 0) AS BIGINT)
            FROM usage_event e JOIN context c ON c.id = e.context_id
            WHERE e.day >= @from AND e.day < @until AND e.seat_id >= 0
            GROUP BY e.day, e.seat_id, e.pool, c.source, e.source_id, c.entrypoint, c.app, CASE WHEN e.actor_id IS NULL THEN 0 ELSE 1 END
            """,
            r => new MeterRow(
                r.GetInt64(0), r.GetInt64(1), r.GetInt32(2), (Pool)r.GetInt32(3), (UsageSource)r.GetInt32(4), r.GetInt32(5), r.IsDBNull(6) ? null : r.GetString(6), r.IsDBNull(7) ? null : r.GetString(7),
                r.GetInt32(8) == 1, r.GetInt64(9), r.GetInt64(10), new(r.GetInt64(11))),
            ("@from", StoredDay.Of(from)),
            ("@until", StoredDay.Of(until)));
    }

    /// <summary>What all accounts posted on some days.</summary>
    /// <param name="database">The database.</param>
    /// <param name="from">First day.</param>
    /// <param name="until">First day after.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<PeriodLedger> LedgerAsync(Database database, DateOnly from, DateOnly until, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        await sql.BeginReadAsync(cancellationToken);
        var cycles = await sql.FirstAsync("SELECT MIN(cycle_start), MAX(cycle_end) FROM seat_now", r => r.IsDBNull(0) ? ((int Start, int End)?)null : (r.GetInt32(0), r.GetInt32(1)));
        var posted = await sql.FirstAsync(
            "SELECT CAST(COALESCE(SUM(consumed), 0) AS BIGINT), CAST(COALESCE(SUM(overage), 0) AS BIGINT), CAST(COALESCE(SUM(uncovered), 0) AS BIGINT) FROM books_day WHERE day >= @from AND day < @until",
            r => new PeriodLedger(new(r.GetInt64(0)), new(r.GetInt64(1)), new(r.GetInt64(2))),
            ("@from", StoredDay.Of(from)),
            ("@until", StoredDay.Of(until)));
        return posted! with { FirstCycleStart = cycles is { } c ? StoredDay.ToDay(c.Start) : null, LastCycleEnd = cycles is { } d ? StoredDay.ToDay(d.End) : null };
    }

    /// <summary>The same by meter under what an organisation decided, the dearest first. Every row is in exactly one line.</summary>
    public static IReadOnlyList<MeterUsage> Fold(Organisation organisation, IReadOnlyList<MeterRow> rows)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        ArgumentNullException.ThrowIfNull(rows);
        var routes = new Dictionary<int, AccountRouting>();
        return [.. rows
            .Select(r => (Row: r, Of: MeterOf(organisation, routes, r)))
            .GroupBy(r => (r.Of, r.Row.Pool, r.Row.Kind, r.Row.Entrypoint, r.Row.App, r.Row.HasSeatEmail))
            .Select(g => new MeterUsage(
                g.Key.Of.Meter, g.Key.Of.Programme, g.Key.Of.Mode, g.Key.Of.IsShared, g.Key.Of.Rule, g.Key.Pool, g.Key.Kind, g.Key.Entrypoint, g.Key.App, g.Key.HasSeatEmail,
                g.Select(r => r.Row.SeatId).Where(s => s != 0).Distinct().Count(), g.Sum(r => r.Row.Events), g.Sum(r => r.Row.UnpricedEvents),
                g.Aggregate(Nanodollars.Zero, (sum, r) => sum + r.Row.Cost), g.Min(r => r.Row.FirstMs), g.Max(r => r.Row.LastMs)))
            .OrderByDescending(u => u.Cost).ThenByDescending(u => u.Events).ThenBy(u => u.Entrypoint, StringComparer.Ordinal).ThenBy(u => u.App, StringComparer.Ordinal)];
    }

    private static (Meter Meter, Programme? Programme, ProgrammeMode Mode, bool IsShared, PayerRule? Rule) MeterOf(Organisation organisation, Dictionary<int, AccountRouting> routes, MeterRow row)
    {
        if (!routes.TryGetValue(row.SeatId, out var route))
        {
            routes.Add(row.SeatId, route = new AccountRouting(organisation, row.SeatId));
        }

        var facts = new PayerFacts(row.FirstMs, row.SourceId, row.Entrypoint, row.App, row.HasSeatEmail);
        var rule = organisation.PayerRules.Rules.FirstOrDefault(r => r.Matches(facts));
        var force = route.InForceAt(row.FirstMs);
        var account = force is { Mode: not ProgrammeMode.Off } ? route.AccountOf(row.Pool, facts) : null;

        // Without a seat only a shared account covers anything.
        var isCovered = account is not null && (row.SeatId != 0 || account == Organisation.PoolAccount);
        return (Meters.Of(isCovered, row.Pool, rule?.Payer, row.Kind, row.HasSeatEmail), force?.Programme, force?.Mode ?? ProgrammeMode.Off, account == Organisation.PoolAccount, rule);
    }
}
