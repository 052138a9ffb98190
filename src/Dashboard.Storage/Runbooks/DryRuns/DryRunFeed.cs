using System.Collections.Immutable;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>When which source was heard, and so when alerts were held back and whose data were stale. By the law of life, of what is stored of each delivery.</summary>
internal sealed class DryRunFeed
{
    private const long HourMs = 3_600_000, MinuteMs = 60_000;

    private readonly DryRunPast _past;
    private readonly long[] _received;
    private readonly Dictionary<int, (long FirstMs, long[] AtMs)> _heard;
    private readonly bool _arrives;

    private DryRunFeed(DryRunPast past, bool arrives, long[] received, Dictionary<int, (long, long[])> heard) => (_past, _arrives, _received, _heard) = (past, arrives, received, heard);

    public static async Task<DryRunFeed> ReadAsync(Sql sql, DryRunPast past, bool arrives, long fromMs, long untilMs)
    {
        if (!arrives)
        {
            return new DryRunFeed(past, false, [], []);
        }

        var created = await sql.QueryAsync("SELECT id, created_at_ms FROM source", r => (Id: r.GetInt32(0), AtMs: r.GetInt64(1)));
        var before = (await sql.QueryAsync("SELECT source_id, MAX(received_at_ms) FROM import_batch WHERE received_at_ms < @from GROUP BY source_id", r => (Id: r.GetInt32(0), AtMs: r.GetInt64(1)), ("@from", fromMs)))
            .ToDictionary(s => s.Id, s => s.AtMs);
        var during = (await sql.QueryAsync(
            "SELECT DISTINCT source_id, received_at_ms FROM import_batch WHERE received_at_ms >= @from AND received_at_ms < @until ORDER BY source_id, received_at_ms", r => (Id: r.GetInt32(0), AtMs: r.GetInt64(1)), ("@from", fromMs), ("@until", untilMs)))
            .ToLookup(s => s.Id, s => s.AtMs);
        var last = before.Count > 0 ? before.Values.Max() : (long?)null;
        return new DryRunFeed(
            past, true,
            [.. during.SelectMany(s => s).Concat(last is { } some ? [some] : []).Distinct().Order()],
            created.ToDictionary(s => s.Id, s => (before.GetValueOrDefault(s.Id, s.AtMs), during[s.Id].ToArray())));
    }

    /// <summary>Whether usage stays away at an instant, so that alerts about seats are held back.</summary>
    public bool IsHeld(long atMs) => SilentSince(atMs) is not null;

    /// <summary>The instants at which alerts may be held back or no longer, or a source may fall silent or be heard: every account is looked at.</summary>
    public IReadOnlyList<long> Looks => [.. HeldTurns().Concat(SilenceTurns()).Distinct()];

    /// <summary>The instants at which that may begin or end.</summary>
    public IEnumerable<long> HeldTurns()
    {
        var (hours, decided) = _past.DeadMan();
        foreach (var (last, next) in Gaps(_received, hours))
        {
            foreach (var window in hours)
            {
                yield return last + (window * HourMs) + 1;
            }

            yield return next;
        }

        foreach (var at in decided)
        {
            yield return at;
        }
    }

    /// <summary>What the dead man told, at the first whole minute of each change.</summary>
    public IEnumerable<DryRunMessage> Tell(Recipients recipients, long fromMs, long untilMs)
    {
        long? before = SilentSince(fromMs);
        foreach (var at in HeldTurns().Where(t => t < long.MaxValue - MinuteMs).Select(t => ((t / MinuteMs) + 1) * MinuteMs).Where(t => t > fromMs && t < untilMs).Distinct().Order())
        {
            var organisation = _past.At(at);
            if (organisation.IsCreated && SilentSince(at) is var after && after != before)
            {
                foreach (var delivery in DeadMan.OfIngest(DeadMan.To(recipients.In(organisation)), organisation, before, after, at))
                {
                    yield return new DryRunMessage(at, delivery);
                }

                before = after;
            }
        }
    }

    /// <summary>The instants at which the silence of a source may begin or end.</summary>
    public ImmutableArray<long> SilenceTurns()
    {
        var turns = new HashSet<long>();
        foreach (var (id, (first, heard)) in _heard)
        {
            if (_past.Now.Sources.GetValueOrDefault(id) is not { } source)
            {
                continue;
            }

            var windows = source.Window.Changes.Select(c => c.Value).Append(source.Window.First).OfType<int>().Distinct().ToList();
            foreach (var (last, next) in Gaps([first, .. heard], windows))
            {
                turns.UnionWith(windows.Select(w => last + (w * HourMs)));
                turns.Add(next);
            }

            turns.UnionWith(source.Window.Changes.Select(c => c.FromMs));
        }

        return [.. turns];
    }

    /// <summary>Whether a seat's data are stale at an instant.</summary>
    public bool IsStale(int seatId, IEnumerable<int> used, Organisation organisation, long atMs) =>
        _arrives && SilentSources.Of(_heard.Select(h => (h.Key, LastOf(h.Value.AtMs, atMs) ?? h.Value.FirstMs)), organisation, atMs).StaleFrom(seatId, used) <= atMs;

    private long? SilentSince(long atMs) => _arrives ? DeadMan.IngestSilentSince(_past.At(atMs).Runbooks.DeadMan, LastOf(_received, atMs), atMs) : null;

    /// <summary>Two deliveries that lie further apart than one of the windows; after the last one comes none.</summary>
    private static IEnumerable<(long Last, long Next)> Gaps(long[] heard, IReadOnlyCollection<int> hours)
    {
        var shortest = hours.Count == 0 ? long.MaxValue : hours.Min() * HourMs;
        for (var i = 0; i < heard.Length; i++)
        {
            var next = i + 1 < heard.Length ? heard[i + 1] : long.MaxValue;
            if (next - heard[i] >= shortest)
            {
                yield return (heard[i], next);
            }
        }
    }

    private static long? LastOf(long[] instants, long atMs)
    {
        var index = Array.BinarySearch(instants, atMs);
        index = index >= 0 ? index : ~index - 1;
        return index >= 0 ? instants[index] : null;
    }
}
