namespace Dashboard.Storage.Writes;

/// <summary>What a piece of work inside the writer's transaction may use.</summary>
/// <param name="Tables">The transaction.</param>
/// <param name="Dictionaries">The writer's texts.</param>
/// <param name="Policy">What is decided.</param>
internal sealed record UsageJob(UsageTables Tables, UsageDictionaries Dictionaries, WritePolicy Policy)
{
    /// <summary>Where the writer's hashes may be stored.</summary>
    public required KnownHashes Known { get; init; }

    /// <summary>The same with the policy as this transaction has changed it.</summary>
    public async Task<UsageJob> RereadAsync() => this with { Policy = await PolicyReader.ReadAsync(Tables, Policy) };

    /// <exception cref="DatabaseException">No such source.</exception>
    public void RequireSource(int sourceId)
    {
        if (!Policy.Sources.ContainsKey(sourceId))
        {
            throw new DatabaseException($"Source {sourceId} is not registered.");
        }
    }
}
