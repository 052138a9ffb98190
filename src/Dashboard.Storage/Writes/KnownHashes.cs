using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>
/// On which days a hash may be stored, in memory: nearly every hash is new, and the database need not be asked about it, however many days it
/// holds. Of each key it keeps the day and a part of the hash, in one array that is looked at once a hash; so it may name a day on which another
/// hash is stored, but never leaves one out. It is read from <c>identity_digest</c>, and follows what other processes add there.
/// </summary>
internal sealed class KnownHashes
{
    private const int FirstBits = 14;
    private const int MostBits = 30;
    private const uint LastDay = ushort.MaxValue - 1;

    /// <summary>So many are read within a moment.</summary>
    private const long ReadAtOnce = 2_000_000;

    /// <summary>So many keys a process asks the database for before it reads more than that: the tool mostly writes a few and ends.</summary>
    private const long MostAsked = 100_000;

    /// <summary>The lower half of the first 4 bytes of a hash, and the day plus 1. 0 is free. Where it stands says the upper part of the hash.</summary>
    private uint[] _entries = new uint[1 << FirstBits];
    private int _bits = FirstBits;
    private int _count;
    private long _last;
    private long _committed;
    private long _asked;

    /// <summary>While not all is read: every day that any key has.</summary>
    private List<uint>? _days;

    /// <summary>The keys under which these hashes may be stored, as the transaction sees it; what others have added is read first.</summary>
    public async Task<List<IdentityKey>> KeysOfAsync(UsageTables tables, IReadOnlyList<IdentityNode> nodes)
    {
        if (await IdentityDigest.CountAsync(tables, _last) > ReadAtOnce)
        {
            _days = await IdentityDigest.DaysAsync(tables);
            _asked += (long)nodes.Count * _days.Count;
            if (_asked <= MostAsked)
            {
                return [.. nodes.SelectMany(n => _days, (n, day) => IdentityKey.Of(day, n.Hash))];
            }
        }

        await FollowAsync(tables);
        return KeysOf(nodes);
    }

    /// <summary>Reads what others have added since, in a transaction of the writer.</summary>
    public async Task FollowAsync(UsageTables tables)
    {
        _days = null;
        await ReadAsync(tables);
        if (_last == 0 && await IdentityDigest.BuildAsync(tables) > 0)
        {
            await ReadAsync(tables);
        }
    }

    /// <summary>At the end of every transaction. Numbers of rows that were rolled back will be given again; what was learnt from them may stay.</summary>
    public void Ended(bool isCommitted) => (_committed, _last) = isCommitted ? (_last, _last) : (_committed, _committed);

    /// <summary>Whether this key may be stored.</summary>
    public bool Holds(IdentityKey key)
    {
        var keys = new List<IdentityKey>();
        AddKeys(key.Hash, keys);
        return keys.Contains(key);
    }

    /// <summary>Notes keys that were just stored, in their order, in the database and here.</summary>
    public async Task AddAsync(UsageTables tables, IReadOnlyList<(IdentityKey Key, long EventId)> stored)
    {
        if (stored.Count == 0)
        {
            return;
        }

        if (_days is not null)
        {
            // Not read yet, these neither.
            await IdentityDigest.MergeAsync(tables, await IdentityDigest.AppendAsync(tables, await IdentityDigest.LastAsync(tables), stored), stored.Count);
            return;
        }

        var after = await IdentityDigest.AppendAsync(tables, _last, stored);
        if (!IsRoomFor(stored.Count))
        {
            // All are read again, these too.
            await ReadAsync(tables);
        }

        foreach (var (key, _) in stored)
        {
            Add(key.Hash.High, key.Day);
        }

        _last = after;
        _last = await IdentityDigest.MergeAsync(tables, _last, stored.Count);
    }

    private List<IdentityKey> KeysOf(IReadOnlyList<IdentityNode> nodes)
    {
        var keys = new List<IdentityKey>();
        for (var i = 0; i < nodes.Count; i++)
        {
            AddKeys(nodes[i].Hash, keys);
        }

        return keys;
    }

    private async Task ReadAsync(UsageTables tables)
    {
        var more = await IdentityDigest.CountAsync(tables, _last);
        if (more == 0)
        {
            return;
        }

        if (!IsRoomFor(more))
        {
            (_last, _count) = (0, 0);
            var all = await IdentityDigest.CountAsync(tables, 0);
            for (_bits = FirstBits; !IsRoomFor(all); _bits++)
            {
                if (_bits == MostBits)
                {
                    throw new DatabaseException("There are more identities than this version can hold in memory.");
                }
            }

            _entries = [];
            _entries = new uint[1 << _bits];
        }

        await IdentityDigest.ReadAsync(tables, _last, (id, day, hashes) =>
        {
            for (var i = 0; i < hashes.Length; i += IdentityDigest.BytesPerHash)
            {
                Add(IdentityDigest.HashAt(hashes, i), day);
            }

            _last = Math.Max(_last, id);
        });
    }

    /// <summary>At most three quarters are taken, so that a free place is near.</summary>
    private bool IsRoomFor(long more) => (_count + more) * 4 <= (1L << _bits) * 3;

    private void AddKeys(IdentityHash hash, List<IdentityKey> keys)
    {
        unchecked
        {
            var entries = _entries;
            var mask = entries.Length - 1;
            for (var at = (int)(hash.High >> (32 - _bits)); entries[at] != 0; at = (at + 1) & mask)
            {
                if (entries[at] >> 16 == (ushort)hash.High)
                {
                    keys.Add(IdentityKey.Of((ushort)entries[at] - 1u, hash));
                }
            }
        }
    }

    private void Add(uint high, uint day)
    {
        if (day > LastDay)
        {
            throw new ArgumentOutOfRangeException(nameof(day), day, "A day of an identity is after 2149.");
        }

        unchecked
        {
            var entries = _entries;
            var mask = entries.Length - 1;
            var entry = (high << 16) | (day + 1);
            var at = (int)(high >> (32 - _bits));
            for (; entries[at] != 0; at = (at + 1) & mask)
            {
                if (entries[at] == entry)
                {
                    return;
                }
            }

            entries[at] = entry;
            _count++;
        }
    }
}
