using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Reads;

/// <summary>Reads what telemetry brought besides usage.</summary>
public sealed class TelemetryRead(Database database)
{
    private static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>The vendor's refusals of a seat, by day and kind, newest day first.</summary>
    /// <param name="seatId">The seat: by the e-mail stated, else by whom the source was assigned to at that instant.</param>
    /// <param name="fromMs">Unix milliseconds UTC, included.</param>
    /// <param name="untilMs">Excluded.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<SignalDay>> SignalsAsync(int seatId, long fromMs, long untilMs, CancellationToken cancellationToken = default)
    {
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        if (!organisation.Seats.TryGetValue(seatId, out var seat))
        {
            return [];
        }

        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var found = await sql.QueryAsync(
            "SELECT at_ms, kind, seat_email, source_id FROM usage_signal WHERE at_ms >= @from AND at_ms < @until AND (seat_email = @email OR seat_email IS NULL)",
            r => (AtMs: r.GetInt64(0), Kind: (SignalKind)r.GetInt32(1), HasEmail: !r.IsDBNull(2), SourceId: r.GetInt32(3)),
            ("@from", fromMs),
            ("@until", untilMs),
            ("@email", seat.Email));
        return [.. found
            .Where(s => s.HasEmail || (organisation.Sources.TryGetValue(s.SourceId, out var source) && source.Seat.At(s.AtMs) == seatId))
            .GroupBy(s => (Day: organisation.DayOf(s.AtMs), s.Kind))
            .Select(g => new SignalDay(g.Key.Day, g.Key.Kind, g.Count(), g.Min(s => s.AtMs), g.Max(s => s.AtMs)))
            .OrderByDescending(d => d.Day).ThenBy(d => d.Kind)];
    }

    /// <summary>Counters beside usage for each day, seat and model that a counter told of; the newest day and the greatest difference first.</summary>
    /// <param name="from">First day.</param>
    /// <param name="until">Last day.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<MetricCheck>> ChecksAsync(DateOnly from, DateOnly until, CancellationToken cancellationToken = default)
    {
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var (first, last) = (from.DayNumber - EpochDay, until.DayNumber - EpochDay);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        await sql.BeginReadAsync(cancellationToken);
        var counted = await sql.QueryAsync(
            "SELECT day, source_id, seat_email, model, cost_nano, input_tokens + output_tokens + cache_read_tokens + cache_write_tokens FROM metric_day WHERE day >= @first AND day <= @last",
            r => (Day: r.GetInt32(0), SourceId: r.GetInt32(1), Email: r.GetString(2), Model: r.GetString(3), Nano: r.GetInt64(4), Tokens: r.GetInt64(5)),
            ("@first", first),
            ("@last", last));
        if (counted.Count == 0)
        {
            return [];
        }

        var used = await sql.QueryAsync(
            """
            SELECT d.day, ABS(d.seat_id), m.text, CAST(SUM(d.cost_nano) AS bigint), CAST(SUM(d.input_tokens + d.output_tokens + d.cache_read_tokens + d.cache_write_5m_tokens + d.cache_write_1h_tokens) AS bigint), CAST(SUM(d.unpriced_events) AS bigint)
            FROM rollup_detail d JOIN model m ON m.id = d.model_id JOIN source s ON s.id = d.source_id WHERE d.day >= @first AND d.day <= @last AND s.kind <> 'vendor' GROUP BY d.day, ABS(d.seat_id), m.text
            """,
            r => (Day: r.GetInt32(0), SeatId: r.GetInt32(1), Model: r.GetString(2), Nano: r.GetInt64(3), Tokens: r.GetInt64(4), Unpriced: r.GetInt64(5)),
            ("@first", first),
            ("@last", last));
        var usage = used.GroupBy(u => (u.Day, u.SeatId, Model: ModelId.Normalize(u.Model)))
            .ToDictionary(g => g.Key, g => (Nano: g.Sum(u => u.Nano), Tokens: g.Sum(u => u.Tokens), Unpriced: g.Sum(u => u.Unpriced)));
        return [.. counted
            .GroupBy(c => (c.Day, SeatId: SeatOf(organisation, c.SourceId, c.Email, c.Day), c.Model))
            .Select(g =>
            {
                var of = usage.GetValueOrDefault(g.Key);
                var email = organisation.Seats.TryGetValue(g.Key.SeatId, out var seat) ? seat.Email : g.First().Email;
                return new MetricCheck(
                    DateOnly.FromDayNumber(g.Key.Day + EpochDay), g.Key.SeatId, email, g.Key.Model, AtContract(g.Sum(c => c.Nano), organisation.Contract), new Nanodollars(of.Nano), g.Sum(c => c.Tokens), of.Tokens, of.Unpriced);
            })
            .OrderByDescending(c => c.Day).ThenByDescending(c => Math.Abs(c.Difference.Value)).ThenBy(c => c.Email, StringComparer.Ordinal).ThenBy(c => c.Model, StringComparer.Ordinal)];
    }

    private static int SeatOf(Organisation organisation, int sourceId, string email, int day)
    {
        var at = ZoneDays.FirstInstantOf(DateOnly.FromDayNumber(day + EpochDay), ZoneDays.Find(organisation.Rules.Zone.At(day * 86_400_000L)));
        return email.Length > 0 ? organisation.Identities.SeatOf([new(IdentityKind.Email, email)], at) ?? 0
            : organisation.Sources.TryGetValue(sourceId, out var source) ? source.Seat.At(at) : 0;
    }

    private static Nanodollars AtContract(long list, Ratio paid) => new(paid.IsOne ? list : (long)((Int128)list * paid.Numerator / paid.Denominator));
}
