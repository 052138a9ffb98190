using System.Collections.Immutable;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Books;

/// <summary>
/// Since when which source is silent beyond its window, and of which seats that makes the data stale: of those all of whose sources with
/// a window are silent. A seat's sources are those that bring its usage now by decision, and those that brought any in its running or
/// last cycle (<see cref="SeatSources"/>). A source that has delivered, were it nothing new, is not silent.
/// </summary>
internal sealed class SilentSources
{
    private const long HourMs = 3_600_000;

    private readonly Dictionary<int, long> _silentFrom;
    private readonly ILookup<int, int> _assigned;

    private SilentSources(Dictionary<int, long> silentFrom, ILookup<int, int> assigned) => (_silentFrom, _assigned) = (silentFrom, assigned);

    public static async Task<SilentSources> ReadAsync(Sql sql, Organisation organisation, long nowMs)
    {
        var heard = await sql.QueryAsync(
            "SELECT s.id, COALESCE((SELECT MAX(b.received_at_ms) FROM import_batch b WHERE b.source_id = s.id), s.created_at_ms) FROM source s",
            r => (Id: r.GetInt32(0), AtMs: r.GetInt64(1)));
        return Of(heard, organisation, nowMs);
    }

    /// <summary>The same of what is given: when each source was heard last. Pure.</summary>
    public static SilentSources Of(IEnumerable<(int Id, long AtMs)> heard, Organisation organisation, long nowMs)
    {
        var silentFrom = new Dictionary<int, long>();
        foreach (var (id, atMs) in heard)
        {
            if (organisation.Sources.GetValueOrDefault(id)?.Window.At(nowMs) is { } hours)
            {
                silentFrom[id] = atMs + (hours * HourMs);
            }
        }

        return new SilentSources(silentFrom, organisation.Sources.Values.ToLookup(s => s.Seat.At(nowMs), s => s.Id));
    }

    /// <summary>The sources that are silent at an instant, by id.</summary>
    public ImmutableArray<int> At(long nowMs) => [.. _silentFrom.Where(s => s.Value <= nowMs).Select(s => s.Key).Order()];

    /// <summary>The instant from which a seat's data are stale unless one of its sources delivers; null when none of them has a window.</summary>
    /// <param name="seatId">The seat.</param>
    /// <param name="used">Sources that brought its usage.</param>
    public long? StaleFrom(int seatId, IEnumerable<int> used)
    {
        long? latest = null;
        foreach (var source in _assigned[seatId].Concat(used))
        {
            if (_silentFrom.TryGetValue(source, out var from))
            {
                latest = Math.Max(from, latest ?? from);
            }
        }

        return latest;
    }
}
