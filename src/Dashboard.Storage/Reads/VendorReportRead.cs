using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Credits.Vendor;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Reads;

/// <summary>Reads what was pulled from the vendor. Whose it is follows from the organisation as it stands now, so nothing has to be moved when that changes.</summary>
public sealed class VendorReportRead(Database database)
{
    private static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>Each report's figures by day and seat, with a line for each actor without one; oldest day first, unassigned ones last.</summary>
    /// <param name="from">First UTC day.</param>
    /// <param name="until">Last UTC day.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<VendorSeatDay>> DaysAsync(DateOnly from, DateOnly until, CancellationToken cancellationToken = default)
    {
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var rows = await sql.QueryAsync(
            """
            SELECT d.day, d.connection_id, d.report, d.actor_kind, d.actor, d.email, d.api_key, d.workspace, CAST(SUM(d.cost_nano) AS bigint), CAST(SUM(d.input_tokens) AS bigint), CAST(SUM(d.output_tokens) AS bigint),
              CAST(SUM(d.cache_write_5m_tokens) AS bigint), CAST(SUM(d.cache_write_1h_tokens) AS bigint), CAST(SUM(d.cache_read_tokens) AS bigint), CAST(SUM(d.requests) AS bigint), MAX(d.refreshed_at_ms), MAX(m.refreshed_at_ms)
            FROM vendor_day d LEFT JOIN vendor_mark m ON m.connection_id = d.connection_id AND m.report = d.report AND m.day = d.day
            WHERE d.day >= @from AND d.day <= @until GROUP BY d.day, d.connection_id, d.report, d.actor_kind, d.actor, d.email, d.api_key, d.workspace
            """,
            r => new Row(
                r.GetInt32(0), r.GetInt32(1), (VendorReportKind)r.GetInt32(2),
                new VendorActor((VendorActorKind)r.GetInt32(3), r.GetString(4), Text(r, 5), Text(r, 6), Text(r, 7)),
                r.IsDBNull(8) ? null : r.GetInt64(8),
                new TokenCounts(r.GetInt64(9), r.GetInt64(10), r.GetInt64(11), r.GetInt64(12), r.GetInt64(13)),
                r.GetInt64(14),
                r.IsDBNull(16) ? r.GetInt64(15) : Math.Max(r.GetInt64(15), r.GetInt64(16)),
                r.IsDBNull(16) ? 0 : r.GetInt64(16)),
            ("@from", from.DayNumber - EpochDay),
            ("@until", until.DayNumber - EpochDay));
        return [.. rows
            .GroupBy(r =>
            {
                var seat = SeatOf(organisation, r.Actor, DateOnly.FromDayNumber(r.Day + EpochDay));
                return (r.Day, r.ConnectionId, r.Report, SeatId: seat, Actor: organisation.Seats.TryGetValue(seat, out var of) ? of.Email : r.Actor.Email ?? r.Actor.Id);
            })
            .Select(g =>
            {
                var day = DateOnly.FromDayNumber(g.Key.Day + EpochDay);
                return new VendorSeatDay(
                    day, g.Key.ConnectionId, g.Key.Report, g.Key.SeatId, g.Key.Actor,
                    VendorReports.HasCost(g.Key.Report) ? new Nanodollars(g.Sum(r => r.Cost ?? 0)) : null,
                    g.Aggregate(default(TokenCounts), (sum, r) => sum + r.Tokens), g.Sum(r => r.Requests), g.Max(r => r.RefreshedAtMs),
                    g.Any(r => VendorReports.IsProvisional(g.Key.Report, day, r.WholeAsOfMs)));
            })
            .OrderBy(d => d.Day).ThenBy(d => d.ConnectionId).ThenBy(d => d.Report).ThenBy(d => d.SeatId == 0).ThenBy(d => d.Actor, StringComparer.Ordinal)];
    }

    /// <summary>The seat of an actor on a UTC day, by its first instant, as the organisation stands; 0 for none.</summary>
    public static int SeatOf(Organisation organisation, VendorActor actor, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        return organisation.Identities.SeatOf(IdentitiesOf(actor), VendorReports.StartOf(day)) ?? 0;
    }

    /// <summary>The names that an actor states, most specific first.</summary>
    public static IReadOnlyList<Identity> IdentitiesOf(VendorActor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        (IdentityKind Kind, string? Value)[] stated =
        [
            (IdentityKind.Email, actor.Email), (IdentityKind.AccountId, actor.Kind == VendorActorKind.AccountId ? actor.Id : null), (IdentityKind.ApiKey, actor.ApiKey), (IdentityKind.Workspace, actor.Workspace),
        ];
        return [.. stated.Where(s => s.Value is { Length: > 0 }).Select(s => Identity.Of(s.Kind, s.Value!))];
    }

    /// <summary>Names that reports state and that are nobody's seat, with what the reports say of them: of each connection and report a line, dearest first.</summary>
    /// <param name="from">First UTC day.</param>
    /// <param name="until">Last UTC day.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<VendorName>> NamesAsync(DateOnly from, DateOnly until, CancellationToken cancellationToken = default)
    {
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        await using var db = database.CreateDbContext();
        var (first, last) = (from.DayNumber - EpochDay, until.DayNumber - EpochDay);
        var rows = await db.Set<VendorDayRow>().AsNoTracking().Where(d => d.Day >= first && d.Day <= last)
            .Select(d => new { d.Day, d.ConnectionId, d.Report, d.ActorKind, d.Actor, d.Email, d.ApiKey, d.Workspace, d.CostNano }).ToListAsync(cancellationToken);
        var names = await db.Set<VendorConnectionRow>().AsNoTracking().ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken);
        return [.. rows
            .Select(r => (Row: r, Of: new VendorActor((VendorActorKind)r.ActorKind, r.Actor, r.Email, r.ApiKey, r.Workspace)))
            .Where(r => names.ContainsKey(r.Row.ConnectionId) && SeatOf(organisation, r.Of, DateOnly.FromDayNumber(r.Row.Day + EpochDay)) == 0)
            .Select(r => (r.Row, Name: IdentitiesOf(r.Of) is [var name, ..] ? name : (Identity?)null, r.Of.Id))
            .GroupBy(r => (r.Row.ConnectionId, r.Row.Report, r.Name, Id: r.Name is null ? r.Id : ""))
            .Select(g => new VendorName(
                g.Key.Name, g.Key.Name?.Value ?? g.Key.Id, names[g.Key.ConnectionId], (VendorReportKind)g.Key.Report,
                VendorReports.HasCost((VendorReportKind)g.Key.Report) ? new Nanodollars(g.Sum(r => r.Row.CostNano ?? 0)) : null,
                DateOnly.FromDayNumber(g.Min(r => r.Row.Day) + EpochDay), DateOnly.FromDayNumber(g.Max(r => r.Row.Day) + EpochDay)))
            .OrderByDescending(n => n.Cost ?? Nanodollars.Zero).ThenBy(n => n.Shown, StringComparer.Ordinal)];
    }

    /// <summary>Usage that is kept as evidence and does not post, because a report of the vendor posts for its seat and day.</summary>
    /// <param name="from">First day of the organisation.</param>
    /// <param name="until">Last day.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<KeptUsage>> KeptAsync(DateOnly from, DateOnly until, CancellationToken cancellationToken = default)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await sql.QueryAsync(
            "SELECT -seat_id, CAST(SUM(events) AS bigint), CAST(SUM(cost_nano) AS bigint) FROM rollup_seat_day WHERE seat_id < 0 AND day >= @from AND day <= @until GROUP BY seat_id ORDER BY 1",
            r => new KeptUsage(r.GetInt32(0), r.GetInt64(1), new Nanodollars(r.GetInt64(2))),
            ("@from", from.DayNumber - EpochDay),
            ("@until", until.DayNumber - EpochDay));
    }

    /// <summary>How far each report of each connection was pulled.</summary>
    public async Task<IReadOnlyList<VendorPullRow>> PullsAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<VendorPullRow>().AsNoTracking().OrderBy(r => r.ConnectionId).ThenBy(r => r.Report).ToListAsync(cancellationToken);
    }

    /// <summary>The spend limits that hold at the vendor, as last read, those nearest to their limit first.</summary>
    public async Task<IReadOnlyList<VendorLimitRow>> LimitsAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<VendorLimitRow>().AsNoTracking().OrderByDescending(r => r.SpentNano).ThenBy(r => r.UserId).ToListAsync(cancellationToken);
    }

    /// <summary>Days of a report that are known whole, each with as of when, oldest first.</summary>
    public async Task<IReadOnlyList<(DateOnly Day, long RefreshedAtMs)>> MarksAsync(int connectionId, VendorReportKind report, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        var marks = await db.Set<VendorMarkRow>().AsNoTracking().Where(r => r.ConnectionId == connectionId && r.Report == (int)report).OrderBy(r => r.Day).ToListAsync(cancellationToken);
        return [.. marks.Select(m => (DateOnly.FromDayNumber(m.Day + EpochDay), m.RefreshedAtMs))];
    }

    private static string? Text(System.Data.Common.DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private sealed record Row(int Day, int ConnectionId, VendorReportKind Report, VendorActor Actor, long? Cost, TokenCounts Tokens, long Requests, long RefreshedAtMs, long WholeAsOfMs);
}
