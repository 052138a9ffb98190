namespace Dashboard.Storage.Rows;

/// <summary>One decision. Append-only: triggers refuse every update and delete.</summary>
public sealed class DecisionRow
{
    public long Sequence { get; init; }

    public long EffectiveAtMs { get; init; }

    public long BookedAtMs { get; init; }

    public required string Kind { get; init; }

    public required string Subject { get; init; }

    /// <summary>The body as JSON.</summary>
    public required string Payload { get; init; }

    public required string Actor { get; init; }

    public required string Reason { get; init; }
}
