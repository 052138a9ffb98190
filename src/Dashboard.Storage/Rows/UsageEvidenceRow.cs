namespace Dashboard.Storage.Rows;

/// <summary>What one component of an event said, kept when the event row alone cannot tell it.</summary>
public sealed class UsageEvidenceRow
{
    public long EventId { get; init; }

    /// <summary>First 8 bytes of the component's hash, as <see cref="UsageEventRow.Identity"/>.</summary>
    public long Component { get; init; }

    /// <summary>Earliest instant stated by any observation of the component.</summary>
    public long? OccurredAtMs { get; init; }

    /// <summary>For a component without an instant: the best the callers knew.</summary>
    public long? FallbackAtMs { get; init; }

    /// <summary>The retained observations, best first, as JSON.</summary>
    public required string Observations { get; init; }
}
