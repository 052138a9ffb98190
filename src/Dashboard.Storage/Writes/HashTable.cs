using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>
/// Hashes with a day and an event each, in one array: a hash is uniform already, so its place is found with one look at memory where
/// a dictionary needs two.
/// </summary>
internal sealed class HashTable
{
    private const int FirstSize = 1 << 14;

    private Entry[] _entries = new Entry[FirstSize];

    public int Count { get; private set; }

    public void Clear()
    {
        _entries = new Entry[FirstSize];
        Count = 0;
    }

    /// <summary>The entry of this hash, or the free one where it would stand, which has no event.</summary>
    public ref Entry Find(IdentityHash hash)
    {
        var entries = _entries;
        for (var at = unchecked((int)(hash.Low >> 32)) & (entries.Length - 1); ; at = (at + 1) & (entries.Length - 1))
        {
            ref var entry = ref entries[at];
            if (entry.EventId == 0 || (entry.Low == hash.Low && entry.High == hash.High))
            {
                return ref entry;
            }
        }
    }

    /// <summary>False when the hash is known on another day, and stays so.</summary>
    public bool TryAdd(IdentityHash hash, uint day, long eventId)
    {
        ref var entry = ref Find(hash);
        if (entry.EventId != 0)
        {
            if (entry.Day != day)
            {
                return false;
            }

            entry.EventId = eventId;
            return true;
        }

        (entry.Low, entry.High) = (hash.Low, hash.High);
        (entry.Day, entry.EventId) = (day, eventId);
        if (++Count * 2 > _entries.Length)
        {
            Grow();
        }

        return true;
    }

    private void Grow()
    {
        var old = _entries;
        _entries = new Entry[old.Length * 2];
        foreach (ref var entry in old.AsSpan())
        {
            if (entry.EventId != 0)
            {
                Find(new IdentityHash(entry.High, entry.Low)) = entry;
            }
        }
    }

    /// <summary>One hash.</summary>
    internal struct Entry
    {
        /// <summary>Its lower 64 bits.</summary>
        public ulong Low;

        /// <summary>Its upper 32 bits.</summary>
        public uint High;

        public uint Day;

        /// <summary>1 or more; 0 in a free entry.</summary>
        public long EventId;
    }
}
