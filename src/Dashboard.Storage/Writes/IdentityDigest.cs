using System.Buffers.Binary;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>The table <c>identity_digest</c>: part of every identity key, in the order in which keys were stored, day by day.</summary>
internal static class IdentityDigest
{
    /// <summary>Of each hash the first 4 bytes.</summary>
    public const int BytesPerHash = 4;

    /// <summary>Rows up to these sizes of one day become one when there are so many of a kind.</summary>
    private const int Small = 1_024;
    private const int Middle = 8_192;
    private const int Large = 65_536;
    private const int RowsToMerge = 8;

    /// <summary>How many numbers, or keys, go by between two looks for rows to merge.</summary>
    private const int RowsBetween = 64;
    private const int KeysBetween = 10_000;

    private static readonly string[] Columns = ["id", "day", "size", "hashes"];

    /// <summary>How many hashes are in rows after this number.</summary>
    public static async Task<long> CountAsync(UsageTables tables, long after) =>
        (await tables.QueryAsync("SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM identity_digest WHERE id > @after", r => r.GetInt64(0), ("@after", after)))[0] / BytesPerHash;

    /// <summary>The number of the last row; 0 for none.</summary>
    public static async Task<long> LastAsync(UsageTables tables) => (await tables.QueryAsync("SELECT COALESCE(MAX(id), 0) FROM identity_digest", r => r.GetInt64(0)))[0];

    /// <summary>The days that any key has.</summary>
    public static Task<List<uint>> DaysAsync(UsageTables tables) => tables.QueryAsync("SELECT DISTINCT day FROM identity_digest", r => (uint)r.GetInt32(0));

    /// <summary>Reads rows after this number.</summary>
    public static Task ReadAsync(UsageTables tables, long after, Action<long, uint, byte[]> row) => tables.QueryAsync(
        "SELECT id, day, hashes FROM identity_digest WHERE id > @after ORDER BY id",
        r =>
        {
            row(r.GetInt64(0), (uint)r.GetInt32(1), r.GetFieldValue<byte[]>(2));
            return true;
        },
        ("@after", after));

    /// <summary>The hash that stands at this byte.</summary>
    public static uint HashAt(byte[] hashes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(hashes.AsSpan(at));

    /// <summary>Adds keys that were just stored, in their order; the number of the last row.</summary>
    public static async Task<long> AppendAsync(UsageTables tables, long last, IReadOnlyList<(IdentityKey Key, long EventId)> keys)
    {
        var rows = new List<object?[]>();
        for (var from = 0; from < keys.Count;)
        {
            var day = keys[from].Key.Day;
            var until = from;
            while (until < keys.Count && keys[until].Key.Day == day)
            {
                until++;
            }

            var hashes = new byte[(until - from) * BytesPerHash];
            for (var i = from; i < until; i++)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(hashes.AsSpan((i - from) * BytesPerHash), keys[i].Key.Hash.High);
            }

            rows.Add(Row(++last, day, hashes));
            from = until;
        }

        await InsertAsync(tables, rows);
        return last;
    }

    /// <summary>Now and then makes one row of many small ones of a day, so that reading all of them stays quick; the number of the last row.</summary>
    /// <param name="tables">The transaction.</param>
    /// <param name="last">The number of the last row.</param>
    /// <param name="keys">How many keys were just added.</param>
    public static async Task<long> MergeAsync(UsageTables tables, long last, int keys)
    {
        if (last % RowsBetween != 0 && keys < KeysBetween)
        {
            return last;
        }

        const string kind = "CASE WHEN size < 1024 THEN 0 WHEN size < 8192 THEN 1 ELSE 2 END";
        var many = await tables.QueryAsync(
            $"SELECT day, {kind} FROM identity_digest WHERE size < @large GROUP BY day, {kind} HAVING COUNT(*) >= @many",
            r => (Day: r.GetInt32(0), Kind: r.GetInt32(1)),
            ("@large", Large), ("@many", RowsToMerge));
        var merged = new List<object?[]>();
        foreach (var (day, size) in many)
        {
            var (from, to) = size switch { 0 => (0, Small), 1 => (Small, Middle), _ => (Middle, Large) };
            var hashes = new List<uint>();
            await tables.QueryAsync(
                "SELECT hashes FROM identity_digest WHERE day = @day AND size >= @from AND size < @to",
                r =>
                {
                    var bytes = r.GetFieldValue<byte[]>(0);
                    for (var i = 0; i < bytes.Length; i += BytesPerHash)
                    {
                        hashes.Add(HashAt(bytes, i));
                    }

                    return true;
                },
                ("@day", day), ("@from", from), ("@to", to));
            await tables.ExecuteAsync("DELETE FROM identity_digest WHERE day = @day AND size >= @from AND size < @to", ("@day", day), ("@from", from), ("@to", to));
            merged.Add(Row(++last, (uint)day, Sorted(hashes)));
        }

        await InsertAsync(tables, merged);
        return last;
    }

    /// <summary>Writes the table anew when it is empty: a database of an earlier version has none. How many keys there are.</summary>
    public static async Task<long> BuildAsync(UsageTables tables)
    {
        var days = new SortedDictionary<uint, List<uint>>();
        await tables.QueryAsync(
            "SELECT key FROM usage_identity",
            r =>
            {
                var key = IdentityKey.FromBytes(r.GetFieldValue<byte[]>(0));
                if (!days.TryGetValue(key.Day, out var hashes))
                {
                    days.Add(key.Day, hashes = []);
                }

                hashes.Add(key.Hash.High);
                return true;
            });

        // Whoever has read up to a number must see these: they get higher ones.
        var last = await LastAsync(tables);
        await tables.ExecuteAsync("DELETE FROM identity_digest");
        await InsertAsync(tables, [.. days.Select(d => Row(++last, d.Key, Sorted(d.Value)))]);
        return days.Values.Sum(d => (long)d.Count);
    }

    private static Task InsertAsync(UsageTables tables, List<object?[]> rows) => tables.InsertAsync("identity_digest", Columns, rows);

    private static object?[] Row(long id, uint day, byte[] hashes) => [id, (int)day, hashes.Length, hashes];

    private static byte[] Sorted(List<uint> hashes)
    {
        var sorted = hashes.Distinct().Order().ToList();
        var bytes = new byte[sorted.Count * BytesPerHash];
        for (var i = 0; i < sorted.Count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * BytesPerHash), sorted[i]);
        }

        return bytes;
    }
}
