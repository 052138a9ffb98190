using Dashboard.Storage.Books;

namespace Dashboard.Storage.Reads;

/// <summary>What was put into the outbox before.</summary>
public static class ToldRead
{
    /// <summary>Which of these keys are there, delivered or not.</summary>
    public static async Task<IReadOnlySet<string>> KeysAsync(Database database, IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(keys);
        const int most = 500;
        var known = new HashSet<string>(StringComparer.Ordinal);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        foreach (var some in keys.Distinct(StringComparer.Ordinal).Chunk(most))
        {
            var names = string.Join(", ", some.Select((_, i) => $"@k{i}"));
            known.UnionWith(await sql.QueryAsync($"SELECT key FROM outbox WHERE key IN ({names})", r => r.GetString(0), [.. some.Select((key, i) => ($"@k{i}", (object?)key))]));
        }

        return known;
    }
}
