using System.Buffers.Binary;
using System.Data.Common;
using System.Text.Json;
using Dashboard.Credits.Money;
using Dashboard.Credits.Projection;

namespace Dashboard.Storage.Books;

/// <summary>The latest projections and, on a day that has begun, the published forecasts.</summary>
internal sealed class ProjectionStore(Sql sql, bool publishes)
{
    private const string Columns =
        "seat_id, as_of_ms, today, cycle_start, cycle_end, consumed, allocation, point, low, high, exhaust_day, exhaust_probability, days_observed, active_days, basis, path";

    private readonly List<object?[]> _latest = [];
    private readonly List<(int SeatId, PublishedForecast Forecast, int CycleStart)> _published = [];

    /// <summary>Keeps a projection of a seat (0: the organisation) to be written.</summary>
    public void Add(int seatId, CycleProjection p, DateOnly cycleStart, DateOnly cycleEnd)
    {
        _latest.Add([
            seatId, p.AsOfMs, StoredDay.Of(p.Today), StoredDay.Of(cycleStart), StoredDay.Of(cycleEnd), p.Consumed.Value, p.Allocation?.Value, p.Point.Value, p.Low.Value, p.High.Value,
            p.ExhaustionDate is { } day ? StoredDay.Of(day) : null, p.ExhaustionProbability, p.DaysObserved, p.ActiveDays,
            JsonSerializer.Serialize(p.Basis, BooksJson.Default.ProjectionBasis), Pack(p.Path)]);

        // Seats are scored on the days of the back test, the organisation on every day.
        var forecast = PublishedForecast.Of(p, cycleStart, cycleEnd);
        if (publishes && (seatId == 0 || forecast.DaysElapsed is 3 or 5 or 10 or 15 or 20))
        {
            _published.Add((seatId, forecast, StoredDay.Of(cycleStart)));
        }
    }

    public async Task FlushAsync()
    {
        foreach (var chunk in _latest.Chunk(500))
        {
            await sql.ExecuteAsync($"DELETE FROM projection WHERE seat_id IN ({string.Join(",", chunk.Select(r => r[0]))})");
            await sql.InsertAsync("projection", Columns, chunk);
        }

        foreach (var (seat, f, cycleStart) in _published)
        {
            await sql.ExecuteAsync(
                "INSERT INTO forecast (seat_id, cycle_start, day, days_elapsed, cycle_days, consumed, point, low, high, spread, days_left) VALUES (@s, @c, @d, @e, @n, @u, @p, @l, @h, @v, @r) ON CONFLICT (seat_id, cycle_start, day) DO NOTHING",
                ("@s", seat), ("@c", cycleStart), ("@d", StoredDay.Of(f.Day)), ("@e", f.DaysElapsed), ("@n", f.CycleDays), ("@u", f.Consumed.Value),
                ("@p", f.Point.Value), ("@l", f.Low.Value), ("@h", f.High.Value), ("@v", f.Spread), ("@r", f.DaysLeft));
        }

        _latest.Clear();
        _published.Clear();
    }

    /// <summary>Forecasts of cycles that have ended, with what those came to: the newest first, at most 20,000.</summary>
    public static Task<List<ScoredForecast>> ScoredAsync(Sql sql, bool organisation, int sinceDay, int today) => organisation
        ? sql.QueryAsync(
            "SELECT f.day, f.days_elapsed, f.cycle_days, f.consumed, f.point, f.low, f.high, f.spread, f.days_left, "
            + "CAST((SELECT COALESCE(SUM(b.covered), 0) FROM books_day b WHERE b.day >= f.cycle_start AND b.day < f.cycle_start + f.cycle_days) AS BIGINT) "
            + "FROM forecast f WHERE f.seat_id = 0 AND f.day >= @since AND f.cycle_start + f.cycle_days <= @today ORDER BY f.day DESC LIMIT 20000",
            ReadScored,
            ("@since", sinceDay),
            ("@today", today))
        : sql.QueryAsync(
            "SELECT f.day, f.days_elapsed, f.cycle_days, f.consumed, f.point, f.low, f.high, f.spread, f.days_left, c.covered + c.adjusted "
            + "FROM forecast f JOIN seat_cycle c ON c.seat_id = f.seat_id AND c.cycle_start = f.cycle_start AND c.cycle_end = f.cycle_start + f.cycle_days "
            + "WHERE f.seat_id > 0 AND f.day >= @since AND c.ended = @ended AND c.cycle_end <= @today ORDER BY f.day DESC, f.seat_id LIMIT 20000",
            ReadScored,
            ("@since", sinceDay),
            ("@ended", true),
            ("@today", today));

    public static CycleProjection Read(DbDataReader r) => new()
    {
        AsOfMs = r.GetInt64(1),
        Today = StoredDay.ToDay(r.GetInt32(2)),
        Consumed = new(r.GetInt64(5)),
        Allocation = r.IsDBNull(6) ? null : new(r.GetInt64(6)),
        Point = new(r.GetInt64(7)),
        Low = new(r.GetInt64(8)),
        High = new(r.GetInt64(9)),
        ExhaustionDate = r.IsDBNull(10) ? null : StoredDay.ToDay(r.GetInt32(10)),
        ExhaustionProbability = r.IsDBNull(11) ? null : r.GetDouble(11),
        DaysObserved = r.GetInt32(12),
        ActiveDays = r.GetInt32(13),
        Basis = JsonSerializer.Deserialize(r.GetString(14), BooksJson.Default.ProjectionBasis)!,
        Path = Unpack(r.GetFieldValue<byte[]>(15)),
        Spread = 0,
        DaysLeft = 0,
    };

    public static Task<CycleProjection?> LatestAsync(Sql sql, int seatId) =>
        sql.FirstAsync($"SELECT {Columns} FROM projection WHERE seat_id = @seat", Read, ("@seat", seatId));

    /// <summary>Those of several seats, whose ids stand separated by commas.</summary>
    public static Task<List<(int SeatId, CycleProjection Projection)>> LatestAsync(Sql sql, string seatIds) =>
        sql.QueryAsync($"SELECT {Columns} FROM projection WHERE seat_id IN ({seatIds})", r => (r.GetInt32(0), Read(r)));

    private static ScoredForecast ReadScored(DbDataReader r) => new(
        new PublishedForecast(
            StoredDay.ToDay(r.GetInt32(0)), r.GetInt32(1), r.GetInt32(2), new(r.GetInt64(3)), new(r.GetInt64(4)), new(r.GetInt64(5)), new(r.GetInt64(6)), r.GetDouble(7), r.GetDouble(8)),
        new Nanodollars(r.GetInt64(9)));

    private static byte[] Pack(IReadOnlyList<ProjectionDay> path)
    {
        var bytes = new byte[path.Count == 0 ? 0 : 8 + (path.Count * 24)];
        if (path.Count > 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, StoredDay.Of(path[0].Day));
        }

        for (var i = 0; i < path.Count; i++)
        {
            var at = bytes.AsSpan(8 + (i * 24));
            BinaryPrimitives.WriteInt64LittleEndian(at, path[i].Point.Value);
            BinaryPrimitives.WriteInt64LittleEndian(at[8..], path[i].Low.Value);
            BinaryPrimitives.WriteInt64LittleEndian(at[16..], path[i].High.Value);
        }

        return bytes;
    }

    private static ProjectionDay[] Unpack(byte[] bytes)
    {
        var path = new ProjectionDay[bytes.Length / 24];
        for (var i = 0; i < path.Length; i++)
        {
            var at = bytes.AsSpan(8 + (i * 24));
            path[i] = new ProjectionDay(
                StoredDay.ToDay((int)BinaryPrimitives.ReadInt64LittleEndian(bytes) + i),
                new(BinaryPrimitives.ReadInt64LittleEndian(at)),
                new(BinaryPrimitives.ReadInt64LittleEndian(at[8..])),
                new(BinaryPrimitives.ReadInt64LittleEndian(at[16..])));
        }

        return path;
    }
}
