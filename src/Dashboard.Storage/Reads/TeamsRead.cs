using Dashboard.Credits.Cycles;
using Dashboard.Credits.Seats;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Reads;

/// <summary>The page of teams.</summary>
public static class TeamsRead
{
    /// <summary>
    /// Sums of all seats in their running cycles. Usage belongs to the team that the seat was in when the day began; allocation and projection to the
    /// team it is in now.
    /// </summary>
    public static async Task<TeamsData> ReadAsync(Database database, TeamGrouping grouping, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        await sql.BeginReadAsync(cancellationToken);
        var organisation = await database.Decisions.CurrentAsync(sql);
        var sums = new Dictionary<string, Sum>(StringComparer.Ordinal);
        foreach (var name in grouping == TeamGrouping.Team ? organisation.Teams : organisation.CostCentres)
        {
            sums.Add(name, new Sum());
        }

        Sum shares = new();
        foreach (var row in await RowsAsync(sql))
        {
            if (!organisation.Seats.TryGetValue(row.SeatId, out var seat))
            {
                continue;
            }

            var history = grouping == TeamGrouping.Team ? seat.Team : seat.CostCentre;
            var now = Of(history.At(nowMs));
            now.Seats += row.IsActive ? 1 : 0;
            now.Allocated += row.Allocated;
            now.Used += row.Used;
            now.Overage += row.Overage;
            now.Projected += row.Projected;
            if ((grouping == TeamGrouping.Team ? seat.CostCentre : seat.Team).At(nowMs) is { } other)
            {
                now.Others.Add(other);
            }

            if (row.AccountId == Organisation.PoolAccount)
            {
                shares.Allocated += row.Allocated;
                shares.Used += row.Used;
                shares.Overage += row.Overage;
            }

            if (history.Within(row.StartMs, nowMs + 1).Any())
            {
                await MoveAsync(sql, organisation, row, history, now, Of, nowMs);
            }
        }

        var pool = await PoolAsync(sql, nowMs);
        return new TeamsData(
            organisation,
            [.. sums.OrderBy(s => s.Key.Length == 0).ThenBy(s => s.Key, StringComparer.OrdinalIgnoreCase).Select(s => s.Value.ToSums(s.Key.Length == 0 ? null : s.Key))],
            new(pool.Allocated - shares.Allocated), new(pool.Used - shares.Used), new(pool.Overage - shares.Overage),
            await OverviewRead.FiguresAsync(sql));

        Sum Of(string? name) => sums.TryGetValue(name ?? "", out var sum) ? sum : sums[name ?? ""] = new Sum();
    }

    /// <summary>Takes the days before a move within the running cycle to the team of those days.</summary>
    private static async Task MoveAsync(Sql sql, Organisation organisation, Row row, History<string?> history, Sum now, Func<string?, Sum> of, long nowMs)
    {
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(nowMs));
        var days = await sql.QueryAsync(
            row.AccountId == Organisation.PoolAccount
                ? "SELECT day, covered, CAST(0 AS BIGINT) FROM share_day WHERE seat_id = @seat AND day >= @from"
                : "SELECT day, covered, overage FROM account_day WHERE account_id = @seat AND day >= @from",
            r => (Day: r.GetInt32(0), Used: r.GetInt64(1), Overage: r.GetInt64(2)),
            ("@seat", row.SeatId),
            ("@from", row.CycleStart));
        foreach (var day in days)
        {
            var then = of(history.At(ZoneDays.FirstInstantOf(StoredDay.ToDay(day.Day), zone)));
            now.Used -= day.Used;
            now.Overage -= day.Overage;
            then.Used += day.Used;
            then.Overage += day.Overage;
        }
    }

    private static Task<List<Row>> RowsAsync(Sql sql) => sql.QueryAsync(
        "SELECT seat_id, active, account_id, cycle_start, start_ms, allocated, used, overage, projected FROM seat_now WHERE active = @active OR used > 0 OR allocated > 0",
        r => new Row(r.GetInt32(0), r.GetBoolean(1), r.GetInt32(2), r.GetInt32(3), r.GetInt64(4), r.GetInt64(5), r.GetInt64(6), r.GetInt64(7), r.GetInt64(8)),
        ("@active", true));

    private static async Task<Sum> PoolAsync(Sql sql, long nowMs) => await sql.FirstAsync(
        "SELECT granted, consumed + overage + uncovered, overage FROM seat_cycle WHERE seat_id = 0 AND account_id = 0 AND start_ms <= @now AND end_ms > @now",
        r => new Sum { Allocated = r.GetInt64(0), Used = r.GetInt64(1), Overage = r.GetInt64(2) },
        ("@now", nowMs)) ?? new Sum();

    private sealed record Row(int SeatId, bool IsActive, int AccountId, int CycleStart, long StartMs, long Allocated, long Used, long Overage, long Projected);

    private sealed class Sum
    {
        public long Seats { get; set; }

        public long Allocated { get; set; }

        public long Used { get; set; }

        public long Overage { get; set; }

        public long Projected { get; set; }

        public SortedSet<string> Others { get; } = new(StringComparer.OrdinalIgnoreCase);

        public TeamSums ToSums(string? name) => new(name, Seats, new(Allocated), new(Used), new(Overage), new(Projected), [.. Others]);
    }
}
