using Dashboard.Credits.Cycles;
using Dashboard.Credits.Projection;
using Dashboard.Credits.Seats;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Reads;

/// <summary>One seat.</summary>
public static class SeatRead
{
    /// <summary>One seat in its running or another cycle; null when there is no such seat.</summary>
    /// <param name="database">The database.</param>
    /// <param name="email">E-mail in any case.</param>
    /// <param name="cycleStart">First day of a cycle; null: the running one.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<SeatData?> ReadAsync(Database database, string email, DateOnly? cycleStart = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(email);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        await sql.BeginReadAsync(cancellationToken);
        var organisation = await database.Decisions.CurrentAsync(sql);
        if (organisation.SeatOf(email) is not { } seat)
        {
            return null;
        }

        var line = await sql.FirstAsync($"SELECT {SeatLine.Columns} FROM seat_now WHERE seat_id = @seat", SeatLine.Read, ("@seat", seat.Id));
        var cycles = await sql.QueryAsync($"SELECT {CycleFigures.Columns} FROM seat_cycle c WHERE c.seat_id = @seat ORDER BY c.start_ms DESC, c.granted DESC", CycleFigures.Read, ("@seat", seat.Id));
        var isRunning = cycleStart is null || cycleStart == line?.CycleStart;
        var start = cycleStart ?? line?.CycleStart;
        var cycle = cycles.Where(c => c.Start == start).MaxBy(c => isRunning && line is not null ? c.IsPartOfShared == line.IsShared : c.CoveredUsage.Value >= 0);
        var (days, ghost) = start is null || (cycle is null && !isRunning) ? ([], []) : await DaysAsync(sql, organisation, seat, line, cycle, cycles, start.Value);
        var projection = isRunning ? await ProjectionStore.LatestAsync(sql, seat.Id) : null;
        return new SeatData(seat, line, cycle, [.. cycles.Select(c => c.Start).Distinct()], days, ghost, projection);
    }

    /// <summary>The latest projection of a seat; null when there is no such seat or nothing was derived.</summary>
    public static async Task<CycleProjection?> ProjectionAsync(Database database, string email, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return (await database.Decisions.CurrentAsync(sql)).SeatOf(email) is { } seat ? await ProjectionStore.LatestAsync(sql, seat.Id) : null;
    }

    /// <summary>The decisions about a seat, newest first.</summary>
    public static Task<IReadOnlyList<Decision>> DecisionsAsync(Database database, int seatId, int limit = 100, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        return database.Decisions.ReadAsync($"seat:{seatId}", null, limit, cancellationToken);
    }

    private static async Task<(List<SeriesDay> Days, List<Credits.Money.Nanodollars> Ghost)> DaysAsync(
        Sql sql, Organisation organisation, Seat seat, SeatLine? line, CycleFigures? cycle, List<CycleFigures> cycles, DateOnly start)
    {
        var isShared = cycle?.IsPartOfShared ?? line?.IsShared ?? false;
        var first = StoredDay.Of(start);
        var end = StoredDay.Of(cycle?.End ?? line?.CycleEnd ?? start.AddMonths(1));
        var previous = cycles.FirstOrDefault(c => StoredDay.Of(c.End) == first && c.IsPartOfShared == isShared);
        var from = previous is null ? first : StoredDay.Of(previous.Start);
        var rows = await sql.QueryAsync(
            isShared
                ? "SELECT day, 0, 0, 0, 0, 0, covered FROM share_day WHERE seat_id = @seat AND day >= @from AND day < @to ORDER BY day"
                : $"SELECT {Series.Columns} FROM account_day WHERE account_id = @seat AND day >= @from AND day < @to ORDER BY day",
            Series.Read,
            ("@seat", seat.Id),
            ("@from", from),
            ("@to", end));
        var last = cycle is { Ended: false } or null && line is not null ? Math.Clamp(StoredDay.Of(ZoneDays.DayOf(line.AsOfMs, ZoneDays.Find(organisation.Rules.Zone.At(line.AsOfMs)))), first, end - 1) : end - 1;
        var days = Series.Cumulate(rows, first, last);
        return (isShared ? [.. days.Select(d => d with { Allocated = cycle?.Flows.Granted ?? default })] : days, previous is null ? [] : Series.Ghost(rows, from, first));
    }
}
