using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Reconciliation;
using Dashboard.Credits.Vendor;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;

namespace Dashboard.Storage.Reads;

/// <summary>Usage beside what others say, day by day and seat by seat.</summary>
public static class ReconciliationRead
{
    private const long DayMs = 86_400_000;

    /// <summary>What there is to compare with: the counters always, and each vendor report that names amounts.</summary>
    public static async Task<IReadOnlyList<ReconciliationSide>> SidesAsync(Database database, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var reports = await sql.QueryAsync(
            "SELECT DISTINCT d.connection_id, d.report, c.name FROM vendor_day d JOIN vendor_connection c ON c.id = d.connection_id",
            r => new ReconciliationSide(r.GetInt32(0), (VendorReportKind)r.GetInt32(1), r.GetString(2)));
        return [ReconciliationSide.Counters, .. reports.Where(r => VendorReports.HasCost(r.Report!.Value)).OrderBy(r => r.Name, StringComparer.OrdinalIgnoreCase).ThenBy(r => r.Report)];
    }

    /// <summary>Every day and seat that usage or the other side tells of, the newest day first.</summary>
    /// <param name="database">The database.</param>
    /// <param name="side">What to compare with.</param>
    /// <param name="from">First day.</param>
    /// <param name="until">Last day.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<IReadOnlyList<ReconciledDay>> ReadAsync(Database database, ReconciliationSide side, DateOnly from, DateOnly until, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(side);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var reported = side.Report is { } report
            ? await VendorAsync(database, side.ConnectionId, report, side.NamesSeats, from, until, cancellationToken)
            : await CountersAsync(database, from, until, cancellationToken);
        var asOf = reported.GroupBy(r => r.Day).ToDictionary(g => g.Key, g => g.Max(r => r.AsOfMs));
        var used = await UsageAsync(database, organisation, side, from, until, asOf, cancellationToken);
        var keys = reported.Select(r => (r.Day, r.SeatId, r.Who)).Union(used.Keys.Select(k => (k.Day, k.SeatId, Who: WhoOf(organisation, k.SeatId))));
        var of = reported.ToDictionary(r => (r.Day, r.SeatId, r.Who));
        return [.. keys
            .Select(k =>
            {
                // Where several actors have no seat, usage without a seat stands on a line of its own.
                var isMain = k.Who == WhoOf(organisation, k.SeatId);
                var other = of.GetValueOrDefault(k);
                UsageOfDay? usage = isMain && used.TryGetValue((k.Day, k.SeatId), out var found) ? found : null;
                ReportOfDay? says = other is null ? null : new(other.Cost, other.Tokens);
                return new ReconciledDay(
                    k.Day, k.SeatId, k.Who, DayComparison.Of(usage, says, k.SeatId != 0 || !side.NamesSeats, side.Report is null || asOf.ContainsKey(k.Day)), other?.AsOfMs ?? asOf.GetValueOrDefault(k.Day), other?.IsProvisional ?? false);
            })
            .OrderByDescending(d => d.Day).ThenBy(d => d.SeatId == 0).ThenBy(d => d.Who, StringComparer.Ordinal)];
    }

    private static string WhoOf(Organisation organisation, int seatId) => organisation.Seats.TryGetValue(seatId, out var seat) ? seat.Email : "";

    private static async Task<List<Said>> VendorAsync(
        Database database, int connectionId, VendorReportKind report, bool namesSeats, DateOnly from, DateOnly until, CancellationToken cancellationToken)
    {
        var days = (await database.VendorReport.DaysAsync(from, until, cancellationToken)).Where(d => d.ConnectionId == connectionId && d.Report == report);
        return [.. days
            .GroupBy(d => namesSeats ? (d.Day, d.SeatId, d.Actor) : (d.Day, 0, ""))
            .Select(g => new Said(
                g.Key.Item1, g.Key.Item2, g.Key.Item3, g.Aggregate(Nanodollars.Zero, (sum, d) => sum + (d.Cost ?? default)),
                g.Sum(d => d.Tokens.Sum) is > 0 and var tokens ? tokens : null, g.Max(d => d.RefreshedAtMs), g.Any(d => d.IsProvisional)))];
    }

    private static async Task<List<Said>> CountersAsync(Database database, DateOnly from, DateOnly until, CancellationToken cancellationToken) =>
        [.. (await new TelemetryRead(database).ChecksAsync(from, until, cancellationToken))
            .GroupBy(c => (c.Day, c.SeatId, Who: c.SeatId == 0 && c.Email.Length == 0 ? "" : c.Email))
            .Select(g => new Said(g.Key.Day, g.Key.SeatId, g.Key.Who, g.Aggregate(Nanodollars.Zero, (sum, c) => sum + c.Metric), g.Sum(c => c.MetricTokens), null, false))];

    private static async Task<Dictionary<(DateOnly Day, int SeatId), UsageOfDay>> UsageAsync(
        Database database, Organisation organisation, ReconciliationSide side, DateOnly from, DateOnly until, Dictionary<DateOnly, long?> asOf, CancellationToken cancellationToken)
    {
        // Counters are kept by the organisation's days; the vendor counts days of UTC, so there the instant decides.
        var isUtc = side.Report is not null;
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var day = isUtc ? "CAST(e.occurred_at_ms / 86400000 AS INTEGER)" : "e.day";
        var where = isUtc ? "e.day >= @from - 1 AND e.day <= @until + 1 AND e.occurred_at_ms >= @fromMs AND e.occurred_at_ms < @untilMs" : "e.day >= @from AND e.day <= @until";
        (string, object?)[] parameters =
        [
            ("@from", StoredDay.Of(from)), ("@until", StoredDay.Of(until)),
            .. isUtc ? [("@fromMs", VendorReports.StartOf(from)), ("@untilMs", VendorReports.StartOf(until.AddDays(1)))] : Array.Empty<(string, object?)>(),
        ];
        var sums = new Dictionary<(DateOnly, int), UsageOfDay>();
        foreach (var row in await RowsAsync(sql, day, where, parameters))
        {
            Add(row, row.Usage);
        }

        // Only days whose report is as of an instant before their end can have usage that is later than the report.
        foreach (var (reportedDay, atMs) in asOf.Where(a => isUtc && a.Value is { } at && at < VendorReports.StartOf(a.Key.AddDays(1))))
        {
            var lateFrom = Math.Max(atMs!.Value, VendorReports.StartOf(reportedDay));
            foreach (var row in await RowsAsync(sql, day, where, [("@from", StoredDay.Of(reportedDay)), ("@until", StoredDay.Of(reportedDay)), ("@fromMs", lateFrom), ("@untilMs", VendorReports.StartOf(reportedDay) + DayMs)]))
            {
                Add(row, new UsageOfDay(default, 0, 0, 0, row.Usage.Cost, row.Usage.Tokens));
            }
        }

        return sums;

        void Add(Used row, UsageOfDay usage)
        {
            // A Console report knows nothing of plan logins and of other organisations' keys.
            if (side.IsOfKeys && organisation.PayerRules.Decide(row.Facts) is Payers.Plan or Payers.OtherConsole)
            {
                return;
            }

            var key = (row.Day, side.NamesSeats ? row.SeatId : 0);
            sums[key] = sums.GetValueOrDefault(key) + usage;
        }
    }

    /// <summary>All that was observed, also what does not post because a report does; never what a report posts.</summary>
    private static Task<List<Used>> RowsAsync(Sql sql, string day, string where, (string, object?)[] parameters) => sql.QueryAsync(
        $"""
        SELECT {day}, ABS(e.seat_id), e.source_id, c.entrypoint, c.app, CASE WHEN e.actor_id IS NULL THEN 0 ELSE 1 END, MIN(e.occurred_at_ms), CAST(COALESCE(SUM(e.cost_nano), 0) AS BIGINT),
          CAST(SUM(e.input_tokens + e.output_tokens + e.cache_read_tokens + e.cache_write_5m_tokens + e.cache_write_1h_tokens) AS BIGINT), COUNT(*), CAST(SUM(CASE WHEN e.cost_nano IS NULL THEN 1 ELSE 0 END) AS BIGINT)
        FROM usage_event e JOIN context c ON c.id = e.context_id WHERE (e.flags & {(int)EventFlags.VendorDay}) = 0 AND {where} GROUP BY {day}, ABS(e.seat_id), e.source_id, c.entrypoint, c.app, CASE WHEN e.actor_id IS NULL THEN 0 ELSE 1 END
        """,
        r => new Used(
            StoredDay.ToDay((int)r.GetInt64(0)), r.GetInt32(1),
            new PayerFacts(r.GetInt64(6), r.GetInt32(2), r.IsDBNull(3) ? null : r.GetString(3), r.IsDBNull(4) ? null : r.GetString(4), r.GetInt32(5) == 1),
            new UsageOfDay(new(r.GetInt64(7)), r.GetInt64(8), r.GetInt64(9), r.GetInt64(10))),
        parameters);

    private sealed record Said(DateOnly Day, int SeatId, string Who, Nanodollars Cost, long? Tokens, long? AsOfMs, bool IsProvisional);

    private sealed record Used(DateOnly Day, int SeatId, PayerFacts Facts, UsageOfDay Usage);
}
