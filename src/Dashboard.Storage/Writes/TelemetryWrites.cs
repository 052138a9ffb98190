using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>Writes what telemetry brings besides usage: refusals of the vendor, and readings of the clients' counters.</summary>
internal sealed class TelemetryWrites(UsageTables tables, WritePolicy policy)
{
    private const int MaxText = 256;

    public async Task WriteAsync(IReadOnlyList<PendingWrite> writes)
    {
        foreach (var batch in writes.Select(w => w.Batch))
        {
            foreach (var signal in batch.Signals)
            {
                await KeepAsync(signal, batch.SourceId);
            }
        }

        await ReadAsync([.. writes.SelectMany(w => w.Batch.Readings.Select(r => (w.Batch.SourceId, r)))]);
    }

    private Task<int> KeepAsync(UsageSignal signal, int sourceId) => tables.ExecuteAsync(
        "INSERT INTO usage_signal (id, source_id, at_ms, seat_email, model, kind, status) VALUES (@id, @source, @at, @email, @model, @kind, @status) ON CONFLICT (id) DO NOTHING",
        ("@id", signal.Key),
        ("@source", sourceId),
        ("@at", signal.AtMs),
        ("@email", Cut(ObservationText.Email(signal.SeatEmail))),
        ("@model", Cut(signal.Model)),
        ("@kind", (int)signal.Kind),
        ("@status", signal.Status));

    /// <summary>Points of one series in their own order, whoever sent them first.</summary>
    private async Task ReadAsync(List<(int SourceId, MetricReading Reading)> readings)
    {
        if (readings.Count == 0)
        {
            return;
        }

        var known = await KnownAsync([.. readings.Select(r => r.Reading.Series).Distinct()]);
        var read = new Dictionary<long, MetricSeries>();
        var days = new Dictionary<(int Day, int SourceId, string Email, string Model), long[]>();
        foreach (var (sourceId, reading) in readings.OrderBy(r => r.Reading.TimeNano))
        {
            MetricSeries? before = read.TryGetValue(reading.Series, out var newer) ? newer : known.TryGetValue(reading.Series, out var stored) ? stored : null;
            var (after, added) = MetricSeries.Read(before, reading);
            if (before == after)
            {
                continue;
            }

            read[reading.Series] = after;
            var key = (policy.DayOf(reading.AtMs), sourceId, Cut(ObservationText.Email(reading.SeatEmail)) ?? "", Cut(ModelId.Normalize(reading.Model))!);
            if (!days.TryGetValue(key, out var sums))
            {
                days.Add(key, sums = new long[Enum.GetValues<MetricKind>().Length]);
            }

            sums[(int)reading.Kind] += added;
        }

        foreach (var (id, series) in read)
        {
            await tables.ExecuteAsync(
                "INSERT INTO metric_series (id, start_nano, time_nano, amount) VALUES (@id, @start, @time, @amount) ON CONFLICT (id) DO UPDATE SET start_nano = excluded.start_nano, time_nano = excluded.time_nano, amount = excluded.amount",
                ("@id", id), ("@start", series.StartNano), ("@time", series.TimeNano), ("@amount", series.Amount));
        }

        foreach (var (key, sums) in days.Where(d => d.Value.Any(s => s != 0)))
        {
            await AddAsync(key, sums);
        }
    }

    private Task<int> AddAsync((int Day, int SourceId, string Email, string Model) key, long[] sums) => tables.ExecuteAsync(
        """
        INSERT INTO metric_day (day, source_id, seat_email, model, cost_nano, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens)
        VALUES (@day, @source, @email, @model, @cost, @input, @output, @read, @write)
        ON CONFLICT (day, source_id, seat_email, model) DO UPDATE SET cost_nano = metric_day.cost_nano + excluded.cost_nano, input_tokens = metric_day.input_tokens + excluded.input_tokens,
          output_tokens = metric_day.output_tokens + excluded.output_tokens, cache_read_tokens = metric_day.cache_read_tokens + excluded.cache_read_tokens, cache_write_tokens = metric_day.cache_write_tokens + excluded.cache_write_tokens
        """,
        ("@day", key.Day),
        ("@source", key.SourceId),
        ("@email", key.Email),
        ("@model", key.Model),
        ("@cost", sums[(int)MetricKind.Cost]),
        ("@input", sums[(int)MetricKind.Input]),
        ("@output", sums[(int)MetricKind.Output]),
        ("@read", sums[(int)MetricKind.CacheRead]),
        ("@write", sums[(int)MetricKind.CacheWrite]));

    private async Task<Dictionary<long, MetricSeries>> KnownAsync(long[] ids)
    {
        var known = new Dictionary<long, MetricSeries>();
        foreach (var chunk in ids.Chunk(500))
        {
            foreach (var (id, series) in await tables.QueryAsync(
                $"SELECT id, start_nano, time_nano, amount FROM metric_series WHERE id IN ({string.Join(',', chunk)})",
                r => (r.GetInt64(0), new MetricSeries(r.GetInt64(1), r.GetInt64(2), r.GetInt64(3)))))
            {
                known[id] = series;
            }
        }

        return known;
    }

    private static string? Cut(string? text) => (text is null || text.Length <= MaxText ? text : text[..MaxText])?.Replace('\0', ' ');
}
