using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>One hash while a batch is merged: the days it was seen on, the keys that are stored, and the event it belongs to.</summary>
internal sealed class IdentityNode(IdentityHash hash, bool isRequest)
{
    private readonly List<uint> _days = new(1);

    public IdentityHash Hash { get; } = hash;

    public long StoredHash { get; } = Writes.StoredHash.Of(hash);

    /// <summary>A request hash may belong to several messages; every other hash belongs to one event.</summary>
    public bool IsRequest { get; } = isRequest;

    public IReadOnlyList<uint> Days => _days;

    public List<(IdentityKey Key, long EventId)>? Found { get; set; }

    public WorkingEvent? Event { get; set; }

    public bool IsStoredOn(uint day)
    {
        foreach (var (key, _) in Found ?? [])
        {
            if (key.Day == day)
            {
                return true;
            }
        }

        return false;
    }

    public void SeenOn(uint day)
    {
        if (!_days.Contains(day))
        {
            _days.Add(day);
        }
    }
}
