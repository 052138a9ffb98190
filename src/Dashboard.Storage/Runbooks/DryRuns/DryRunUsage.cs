using Dashboard.Credits.Ledger;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>Covered usage of an account, and from when it was known.</summary>
/// <param name="KnownMs">When it had happened and arrived, Unix milliseconds UTC.</param>
/// <param name="Day">The stored day on which it happened.</param>
/// <param name="Entry">The usage.</param>
internal readonly record struct KnownUsage(long KnownMs, int Day, UsageEntry Entry);

/// <summary>The usage of a cycle's days as it became known: what was covered by account, when accounts were touched, and who brought it.</summary>
internal sealed class DryRunUsage
{
    private static readonly KnownUsage[] None = [];
    private readonly Dictionary<int, KnownUsage[]> _covered;
    private readonly Dictionary<int, long[]> _touches;
    private readonly Dictionary<int, List<(int Source, long KnownMs, int Day)>> _sources;

    private DryRunUsage(Dictionary<int, KnownUsage[]> covered, Dictionary<int, long[]> touches, Dictionary<int, List<(int, long, int)>> sources)
    {
        _covered = covered;
        _touches = touches;
        _sources = sources;
    }

    /// <summary>The accounts with covered usage.</summary>
    public IEnumerable<int> Accounts => _covered.Keys;

    /// <summary>Reads what happened from an instant on until another (excluded), and of what happened in the weeks before when it arrived.</summary>
    public static async Task<DryRunUsage> ReadAsync(Sql sql, Organisation organisation, bool arrives, long fromMs, long untilMs)
    {
        var rows = await new AccountEvents(organisation).ReadKnownAsync(sql, fromMs, untilMs);
        var covered = new Dictionary<int, List<KnownUsage>>();
        var touches = new Dictionary<int, HashSet<long>>();
        var sources = new Dictionary<int, Dictionary<int, (long KnownMs, int Day)>>();
        foreach (var row in rows)
        {
            var known = arrives ? Math.Max(row.ReceivedMs, row.Entry.OccurredAtMs) : row.Entry.OccurredAtMs;
            Of(touches, row.Entry.SeatId).Add(known);
            var brought = Of(sources, row.Entry.SeatId);
            var before = brought.GetValueOrDefault(row.SourceId, (KnownMs: long.MaxValue, Day: int.MinValue));
            brought[row.SourceId] = (Math.Min(known, before.KnownMs), Math.Max(row.Day, before.Day));
            if (row.Account is { } account)
            {
                Of(covered, account).Add(new KnownUsage(known, row.Day, row.Entry));
            }
        }

        foreach (var (seat, source, day) in await sql.QueryAsync(
            "SELECT seat_id, source_id, MAX(day) FROM rollup_detail WHERE seat_id > 0 AND day >= @from AND day < @to GROUP BY seat_id, source_id",
            r => (Seat: r.GetInt32(0), Source: r.GetInt32(1), Day: r.GetInt32(2)),
            ("@from", DayOf(fromMs) - 62), ("@to", DayOf(fromMs))))
        {
            var brought = Of(sources, seat);
            brought[source] = (long.MinValue, Math.Max(day, brought.GetValueOrDefault(source, (0, int.MinValue)).Day));
        }

        foreach (var seat in SeatSources.Named(organisation.Identities).Where(s => arrives && sources.ContainsKey(s)))
        {
            var live = await SeatSources.ReadAsync(sql, organisation, seat, DayOf(fromMs) - 31);
            foreach (var source in sources[seat].Keys.Except(live).ToList())
            {
                sources[seat].Remove(source);
            }
        }

        foreach (var (seat, received) in arrives ? await LateAsync(sql, fromMs, untilMs) : [])
        {
            Of(touches, seat).Add(received);
        }

        return new DryRunUsage(
            covered.ToDictionary(c => c.Key, c => c.Value.OrderBy(u => u.KnownMs).ThenBy(u => u.Entry).ToArray()),
            touches.ToDictionary(t => t.Key, t => t.Value.Order().ToArray()),
            sources.ToDictionary(s => s.Key, s => s.Value.Select(v => (v.Key, v.Value.KnownMs, v.Value.Day)).ToList()));
    }

    /// <summary>Covered usage by when it was known.</summary>
    public KnownUsage[] CoveredOf(int accountId) => _covered.GetValueOrDefault(accountId, None);

    /// <summary>Covered usage of an account that happened in a cycle and arrived after its end.</summary>
    public int CameLater(DryRunAccount account) => CoveredOf(account.Id).Reverse().TakeWhile(u => u.KnownMs >= account.EndMs).Count(u => u.Entry.OccurredAtMs < account.EndMs);

    /// <summary>When usage touched an account; whatever touches anybody touches the shared account.</summary>
    public IEnumerable<long> TouchesOf(int accountId) =>
        accountId == Organisation.PoolAccount ? _touches.Values.SelectMany(t => t) : _touches.GetValueOrDefault(accountId, []);

    /// <summary>The sources that are known to have brought usage of a seat since a day.</summary>
    public IEnumerable<int> SourcesOf(int seatId, int sinceDay, long atMs) =>
        _sources.GetValueOrDefault(seatId, []).Where(s => s.Day >= sinceDay && s.KnownMs <= atMs).Select(s => s.Source);

    /// <summary>Usage of the weeks before touches its seat when it arrives late.</summary>
    private static Task<List<(int Seat, long ReceivedMs)>> LateAsync(Sql sql, long fromMs, long untilMs) => sql.QueryAsync(
        "SELECT DISTINCT e.seat_id, b.received_at_ms FROM usage_event e JOIN import_batch b ON b.id = e.batch_id WHERE e.day >= @first AND e.day <= @last AND e.occurred_at_ms < @from AND b.received_at_ms >= @from AND b.received_at_ms < @until AND e.seat_id >= 0",
        r => (r.GetInt32(0), r.GetInt64(1)),
        ("@first", DayOf(fromMs) - 62), ("@last", DayOf(fromMs) + 1), ("@from", fromMs), ("@until", untilMs));

    private static int DayOf(long atMs) => (int)(atMs / 86_400_000);

    private static TValue Of<TValue>(Dictionary<int, TValue> all, int key)
        where TValue : new()
    {
        if (!all.TryGetValue(key, out var value))
        {
            all.Add(key, value = new TValue());
        }

        return value;
    }
}
