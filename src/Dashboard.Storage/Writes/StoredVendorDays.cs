using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Credits.Usage;
using Dashboard.Credits.Vendor;

namespace Dashboard.Storage.Writes;

/// <summary>
/// Writes days of the vendor's reports: of one (connection, actor, day, model, product, type) the newest refresh wins, also when its
/// figures are lower; an older one never does. Source: law, section 4.
/// </summary>
public sealed class StoredVendorDays(Database database)
{
    private static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>Writes one day of a report, in one transaction.</summary>
    /// <param name="connectionId">The connection; when it is gone nothing is written.</param>
    /// <param name="report">The report.</param>
    /// <param name="day">The UTC day.</param>
    /// <param name="rows">Its rows, each as of an instant of the vendor's clock, Unix milliseconds.</param>
    /// <param name="wholeAsOfMs">As of when these are all rows of the day: what is missing is gone. Null when some could not be read; then nothing is concluded from what is missing.</param>
    /// <param name="nowMs">Now, Unix milliseconds UTC.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<VendorDayResult> WriteAsync(
        int connectionId, VendorReportKind report, DateOnly day, IReadOnlyList<(VendorFigure Figure, long RefreshedAtMs)> rows, long? wholeAsOfMs, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Any(r => r.Figure.Report != report || r.Figure.Day != day))
        {
            throw new ArgumentException("A row is of another report or day.", nameof(rows));
        }

        var (incoming, twice) = Newest(rows);
        var result = new VendorDayResult { Twice = twice };
        await database.Writer.RunAloneAsync(
            async job =>
            {
                var place = new Place(job.Tables, connectionId, report, day.DayNumber - EpochDay, nowMs);
                if (!await place.IsKnownAsync())
                {
                    return false;
                }

                var merged = await MergeAsync(place, incoming, wholeAsOfMs);
                if (merged.New + merged.Restated + merged.Gone > 0)
                {
                    await new VendorPostings(job, nowMs).DeriveAsync([day.DayNumber - EpochDay]);
                }

                result += merged;
                return true;
            },
            cancellationToken);
        return result;
    }

    private static async Task<VendorDayResult> MergeAsync(Place place, Dictionary<string, Row> incoming, long? wholeAsOfMs)
    {
        var mark = await place.MarkAsync();
        var known = await place.RowsAsync();
        var result = default(VendorDayResult);
        foreach (var (key, row) in incoming)
        {
            // The mark says as of when the day was known whole: a known row is at least as new, and a row that it lacks was not there.
            long? asOf = known.TryGetValue(key, out var before) ? Math.Max(before.RefreshedAtMs, mark ?? before.RefreshedAtMs) : mark;
            if (asOf > row.RefreshedAtMs)
            {
                result += new VendorDayResult { Older = 1 };
            }
            else if (before is null)
            {
                await place.PutAsync(key, row);
                result += new VendorDayResult { New = 1 };
            }
            else if (before.Figures == row.Figures || (asOf == row.RefreshedAtMs && !IsLarger(row, before)))
            {
                // Without a newer mark the row itself must say as of when it is.
                if (wholeAsOfMs is null && row.RefreshedAtMs > before.RefreshedAtMs && before.Figures == row.Figures)
                {
                    await place.PutAsync(key, row);
                }

                result += new VendorDayResult { Same = 1 };
            }
            else
            {
                await place.PutAsync(key, row);
                result += new VendorDayResult { Restated = 1 };
            }
        }

        if (wholeAsOfMs is { } whole && !(mark > whole))
        {
            foreach (var key in known.Where(k => !incoming.ContainsKey(k.Key) && k.Value.RefreshedAtMs < whole && !(mark == whole)).Select(k => k.Key))
            {
                await place.DeleteAsync(key);
                result += new VendorDayResult { Gone = 1 };
            }

            if (mark != whole)
            {
                await place.SetMarkAsync(whole);
            }
        }

        return result;
    }

    /// <summary>One row a key: the newest, and of two as new the larger, so that their order in the answer does not matter.</summary>
    private static (Dictionary<string, Row> Rows, long Twice) Newest(IReadOnlyList<(VendorFigure Figure, long RefreshedAtMs)> rows)
    {
        var newest = new Dictionary<string, Row>(rows.Count, StringComparer.Ordinal);
        var twice = 0L;
        foreach (var (figure, refreshed) in rows)
        {
            var (key, row) = (KeyOf(figure), new Row(figure, refreshed));
            if (!newest.TryGetValue(key, out var other))
            {
                newest.Add(key, row);
                continue;
            }

            twice += other.RefreshedAtMs == refreshed && other.Figures != row.Figures ? 1 : 0;
            if (refreshed > other.RefreshedAtMs || (refreshed == other.RefreshedAtMs && IsLarger(row, other)))
            {
                newest[key] = row;
            }
        }

        return (newest, twice);
    }

    private static bool IsLarger(Row a, Row b) => Compare(a.Figures, b.Figures) > 0;

    private static int Compare(Figures a, Figures b) =>
        ((a.Cost ?? -1).CompareTo(b.Cost ?? -1), a.Tokens.Sum.CompareTo(b.Tokens.Sum)) switch
        {
            (not 0 and var byCost, _) => byCost,
            (_, not 0 and var byTokens) => byTokens,
            _ => (a.Requests, a.WebSearches, a.List ?? -1, a.Tokens.Output, a.Tokens.Input, a.Tokens.CacheRead, a.Tokens.CacheWrite5m)
                .CompareTo((b.Requests, b.WebSearches, b.List ?? -1, b.Tokens.Output, b.Tokens.Input, b.Tokens.CacheRead, b.Tokens.CacheWrite5m)),
        };

    private static string KeyOf(VendorFigure figure)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in (ReadOnlySpan<string>)[((int)figure.Actor.Kind).ToString(System.Globalization.CultureInfo.InvariantCulture), figure.Actor.Id, figure.Model, figure.Product, figure.Type])
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private readonly record struct Figures(long? Cost, long? List, TokenCounts Tokens, long WebSearches, long Requests)
    {
        public static Figures Of(VendorFigure f) => new(f.Cost?.Value, f.ListCost?.Value, f.Tokens, f.WebSearches, f.Requests);
    }

    /// <summary>A row as it came, or as it is known; then the texts are not read.</summary>
    private sealed record Row(VendorFigure? Figure, Figures Figures, long RefreshedAtMs)
    {
        public Row(VendorFigure figure, long refreshedAtMs)
            : this(figure, Figures.Of(figure), refreshedAtMs)
        {
        }
    }

    /// <summary>One day of one report of one connection, inside the writer's transaction.</summary>
    private sealed class Place(UsageTables tables, int connectionId, VendorReportKind report, int day, long nowMs)
    {
        private const string Where = " WHERE connection_id = @connection AND report = @report AND day = @day";

        private readonly (string, object?)[] _key = [("@connection", connectionId), ("@report", (int)report), ("@day", day)];

        public async Task<bool> IsKnownAsync() =>
            (await tables.QueryAsync("SELECT id FROM vendor_connection WHERE id = @connection", r => r.GetInt32(0), ("@connection", connectionId))).Count == 1;

        public async Task<long?> MarkAsync() =>
            (await tables.QueryAsync("SELECT refreshed_at_ms FROM vendor_mark" + Where, r => r.GetInt64(0), _key)) is [var at] ? at : null;

        public Task<int> SetMarkAsync(long refreshedAtMs) => tables.ExecuteAsync(
            "INSERT INTO vendor_mark (connection_id, report, day, refreshed_at_ms) VALUES (@connection, @report, @day, @at) ON CONFLICT (connection_id, report, day) DO UPDATE SET refreshed_at_ms = excluded.refreshed_at_ms",
            [.. _key, ("@at", refreshedAtMs)]);

        public async Task<Dictionary<string, Row>> RowsAsync() =>
            (await tables.QueryAsync(
                "SELECT row_key, cost_nano, list_nano, input_tokens, output_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_read_tokens, web_searches, requests, refreshed_at_ms FROM vendor_day" + Where,
                r => (Key: r.GetString(0), Row: new Row(
                    null,
                    new Figures(Long(r, 1), Long(r, 2), new TokenCounts(r.GetInt64(3), r.GetInt64(4), r.GetInt64(5), r.GetInt64(6), r.GetInt64(7)), r.GetInt64(8), r.GetInt64(9)),
                    r.GetInt64(10))),
                _key)).ToDictionary(r => r.Key, r => r.Row, StringComparer.Ordinal);

        public Task<int> DeleteAsync(string key) => tables.ExecuteAsync("DELETE FROM vendor_day" + Where + " AND row_key = @row", [.. _key, ("@row", key)]);

        public Task<int> PutAsync(string key, Row row)
        {
            var (figure, (cost, list, tokens, searches, requests)) = (row.Figure!, row.Figures);
            return tables.ExecuteAsync(
                """
                INSERT INTO vendor_day (connection_id, report, day, row_key, actor_kind, actor, email, api_key, workspace, model, product, type, cost_nano, list_nano, input_tokens, output_tokens,
                  cache_write_5m_tokens, cache_write_1h_tokens, cache_read_tokens, web_searches, requests, refreshed_at_ms, pulled_at_ms)
                VALUES (@connection, @report, @day, @row, @kind, @actor, @email, @apiKey, @workspace, @model, @product, @type, @cost, @list, @input, @output, @write5, @write1, @read, @searches, @requests, @refreshed, @now)
                ON CONFLICT (connection_id, report, day, row_key) DO UPDATE SET email = excluded.email, api_key = excluded.api_key, workspace = excluded.workspace, cost_nano = excluded.cost_nano, list_nano = excluded.list_nano,
                  input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens, cache_write_5m_tokens = excluded.cache_write_5m_tokens, cache_write_1h_tokens = excluded.cache_write_1h_tokens,
                  cache_read_tokens = excluded.cache_read_tokens, web_searches = excluded.web_searches, requests = excluded.requests, refreshed_at_ms = excluded.refreshed_at_ms, pulled_at_ms = excluded.pulled_at_ms
                """,
                [
                    .. _key, ("@row", key), ("@kind", (int)figure.Actor.Kind), ("@actor", figure.Actor.Id), ("@email", figure.Actor.Email), ("@apiKey", figure.Actor.ApiKey), ("@workspace", figure.Actor.Workspace),
                    ("@model", figure.Model), ("@product", figure.Product), ("@type", figure.Type), ("@cost", cost), ("@list", list), ("@input", tokens.Input), ("@output", tokens.Output),
                    ("@write5", tokens.CacheWrite5m), ("@write1", tokens.CacheWrite1h), ("@read", tokens.CacheRead), ("@searches", searches), ("@requests", requests), ("@refreshed", row.RefreshedAtMs), ("@now", nowMs),
                ]);
        }

        private static long? Long(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);
    }
}
