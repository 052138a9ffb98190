namespace Dashboard.Storage.Rows;

/// <summary>One identity key and the event it belongs to. Never pruned.</summary>
public sealed class UsageIdentityRow
{
    /// <summary>16 bytes: <see cref="Credits.Usage.IdentityKey"/>.</summary>
    public required byte[] Key { get; init; }

    public long EventId { get; init; }
}
