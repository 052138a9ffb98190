using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>
/// All identity keys of those days that held none when this writer first wrote to them: what is not here is not stored either, so a
/// first import does not ask the database about every id. Good only while nobody else writes; forgotten when anybody did.
/// </summary>
internal sealed class FreshKeys
{
    private const int Capacity = 500_000;

    /// <summary>Nearly every hash has one key: the first is found by the hash alone, whatever day is asked for.</summary>
    private readonly HashTable _first = new();
    private readonly Dictionary<IdentityKey, long> _more = [];
    private readonly HashSet<uint> _days = [];
    private long? _version;

    /// <summary>At the start of a transaction.</summary>
    /// <param name="othersVersion">Changes when another connection has written; null when nobody can tell.</param>
    public void Begin(long? othersVersion)
    {
        if (othersVersion is null || othersVersion != _version || _first.Count + _more.Count > Capacity)
        {
            Forget();
        }

        _version = othersVersion;
    }

    public void Forget()
    {
        _first.Clear();
        _more.Clear();
        _days.Clear();
    }

    /// <summary>True when every key of this day is here.</summary>
    public bool Holds(uint day) => _days.Contains(day);

    /// <summary>Gives a hash what is stored of it on these days, which are all here.</summary>
    public void Find(IdentityNode node, uint[] days)
    {
        ref var first = ref _first.Find(node.Hash);
        if (first.EventId == 0)
        {
            return;
        }

        foreach (var day in days)
        {
            if (first.Day == day)
            {
                node.AddFound(IdentityKey.Of(day, node.Hash), first.EventId);
            }
            else if (_more.Count > 0 && _more.TryGetValue(IdentityKey.Of(day, node.Hash), out var id))
            {
                node.AddFound(IdentityKey.Of(day, node.Hash), id);
            }
        }
    }

    /// <summary>Notes what was written; a day that was not known before held nothing.</summary>
    public void Add(IReadOnlyList<(IdentityKey Key, long EventId)> inserted, IReadOnlyCollection<uint> newDays)
    {
        if (_version is null)
        {
            return;
        }

        _days.UnionWith(newDays);
        foreach (var (key, id) in inserted)
        {
            if (!_days.Contains(key.Day))
            {
                continue;
            }

            if (!_first.TryAdd(key.Hash, key.Day, id))
            {
                _more[key] = id;
            }
        }
    }
}
