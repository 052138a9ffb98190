using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>One hash while a batch is merged: the days it was seen on, the keys that are stored, and the event it belongs to.</summary>
internal sealed class IdentityNode(IdentityHash hash, bool isRequest)
{
    /// <summary>Those after the first: nearly every hash is seen on one day.</summary>
    private List<uint>? _laterDays;
    private bool _isSeen;

    public IdentityHash Hash { get; } = hash;

    public long StoredHash { get; } = Writes.StoredHash.Of(hash);

    /// <summary>A request hash may belong to several messages; every other hash belongs to one event.</summary>
    public bool IsRequest { get; } = isRequest;

    /// <summary>How many days it was seen on.</summary>
    public int DayCount => _isSeen ? 1 + (_laterDays?.Count ?? 0) : 0;

    /// <summary>The first day it was seen on.</summary>
    public uint FirstDay { get; private set; }

    public List<(IdentityKey Key, long EventId)>? Found { get; set; }

    public WorkingEvent? Event { get; set; }

    public void AddFound(IdentityKey key, long eventId) => (Found ??= new List<(IdentityKey Key, long EventId)>(1)).Add((key, eventId));

    public bool IsStoredOn(uint day)
    {
        if (Found is not null)
        {
            foreach (var (key, _) in Found)
            {
                if (key.Day == day)
                {
                    return true;
                }
            }
        }

        return false;
    }

    public void SeenOn(uint day)
    {
        if (!_isSeen)
        {
            (_isSeen, FirstDay) = (true, day);
        }
        else if (day != FirstDay && _laterDays?.Contains(day) != true)
        {
            (_laterDays ??= []).Add(day);
        }
    }

    /// <summary>A day it was seen on.</summary>
    public uint Day(int index) => index == 0 ? FirstDay : _laterDays![index - 1];
}
