using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>All observations with one primary hash, as far as storage keeps them.</summary>
internal sealed class EventComponent(long hash, MergedUsage merged, long fallbackAtMs)
{
    /// <summary>The first 8 bytes of the hash in stored form (<see cref="StoredHash"/>).</summary>
    public long Hash { get; } = hash;

    public MergedUsage Merged { get; set; } = merged;

    /// <summary>The best instant any caller knew for observations that state none.</summary>
    public long FallbackAtMs { get; set; } = fallbackAtMs;

    /// <summary>A component with a message id gives its event the identity; one that has only a request id may move to another event.</summary>
    public bool IsMessage => Merged.Winner.MessageId is not null;
}
