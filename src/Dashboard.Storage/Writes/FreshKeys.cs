using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>
/// All identity keys of those days that held none when this writer first wrote to them: what is not here is not stored either, so a
/// first import does not ask the database about every id. Good only while nobody else writes; forgotten when anybody did.
/// </summary>
internal sealed class FreshKeys
{
    private const int Capacity = 500_000;

    private readonly Dictionary<IdentityKey, long> _keys = [];
    private readonly HashSet<uint> _days = [];
    private long? _version;

    /// <summary>At the start of a transaction.</summary>
    /// <param name="othersVersion">Changes when another connection has written; null when nobody can tell.</param>
    public void Begin(long? othersVersion)
    {
        if (othersVersion is null || othersVersion != _version || _keys.Count > Capacity)
        {
            Forget();
        }

        _version = othersVersion;
    }

    public void Forget()
    {
        _keys.Clear();
        _days.Clear();
    }

    /// <summary>Answers what can be answered; the keys left to ask the database for.</summary>
    public List<IdentityKey> Find(List<IdentityKey> keys, Dictionary<IdentityKey, long> found)
    {
        if (_days.Count == 0)
        {
            return keys;
        }

        var rest = new List<IdentityKey>();
        foreach (var key in keys)
        {
            if (!_days.Contains(key.Day))
            {
                rest.Add(key);
            }
            else if (_keys.TryGetValue(key, out var id))
            {
                found.Add(key, id);
            }
        }

        return rest;
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
            if (_days.Contains(key.Day))
            {
                _keys[key] = id;
            }
        }
    }
}
