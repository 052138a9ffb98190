using Dashboard.Credits.Usage;
using Dashboard.Storage.Books;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;

namespace Dashboard.Storage.Reads;

/// <summary>The usage events behind a figure, with the price rows that made their amounts.</summary>
public static class EventsRead
{
    private const string Columns =
        "e.id, e.occurred_at_ms, m.text, e.pool, c.entrypoint, c.app, p.text, s.text, e.source_id, e.input_tokens, e.output_tokens, e.cache_write_5m_tokens, e.cache_write_1h_tokens, e.cache_read_tokens, "
        + "e.web_searches, e.cost_nano, e.authoritative_nano, r.text, e.flags "
        + "FROM usage_event e JOIN model m ON m.id = e.model_id JOIN context c ON c.id = e.context_id LEFT JOIN project p ON p.id = c.project_id "
        + "LEFT JOIN session s ON s.id = e.session_id LEFT JOIN price_row r ON r.id = e.price_row_id";

    /// <summary>Events of a seat (0: without a seat) from a day (included) to a day (excluded), newest first; of one pool, or only unpriced ones, when asked.</summary>
    public static async Task<IReadOnlyList<EventLine>> PageAsync(
        Database database, int seatId, DateOnly from, DateOnly to, Pool? pool = null, bool onlyUnpriced = false, int offset = 0, int limit = 100, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var also = (pool is null ? "" : " AND e.pool = @pool") + (onlyUnpriced ? " AND e.cost_nano IS NULL" : "");
        return await sql.QueryAsync(
            $"SELECT {Columns} WHERE e.seat_id = @seat AND e.day IN (SELECT day FROM rollup_seat_day WHERE seat_id = @seat AND day >= @from AND day < @to){also} ORDER BY e.occurred_at_ms DESC, e.id DESC LIMIT @limit OFFSET @offset",
            Read,
            [
                ("@seat", seatId), ("@from", StoredDay.Of(from)), ("@to", StoredDay.Of(to)), ("@limit", Math.Clamp(limit, 0, 1_000)), ("@offset", Math.Max(0, offset)),
                .. pool is { } one ? [("@pool", (int)one)] : Array.Empty<(string, object?)>(),
            ]);
    }

    /// <summary>One event by its id, as postings name it; null when there is none.</summary>
    public static async Task<EventLine?> OneAsync(Database database, long eventId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await sql.FirstAsync($"SELECT {Columns} WHERE e.id = @id", Read, ("@id", eventId));
    }

    private static EventLine Read(System.Data.Common.DbDataReader r) => new()
    {
        Id = r.GetInt64(0),
        OccurredAtMs = r.GetInt64(1),
        Model = r.GetString(2),
        Pool = (Pool)r.GetInt32(3),
        Entrypoint = r.IsDBNull(4) ? null : r.GetString(4),
        App = r.IsDBNull(5) ? null : r.GetString(5),
        Project = r.IsDBNull(6) ? null : r.GetString(6),
        Session = r.IsDBNull(7) ? null : r.GetString(7),
        SourceId = r.GetInt32(8),
        Tokens = new TokenCounts(r.GetInt64(9), r.GetInt64(10), r.GetInt64(11), r.GetInt64(12), r.GetInt64(13)),
        WebSearches = r.GetInt32(14),
        Cost = r.IsDBNull(15) ? null : new(r.GetInt64(15)),
        IsReported = !r.IsDBNull(16),
        Price = r.IsDBNull(17) ? null : PriceRowText.Parse(r.GetString(17)),
        IsRemainder = ((EventFlags)r.GetInt32(18)).HasFlag(EventFlags.Remainder),
    };
}
