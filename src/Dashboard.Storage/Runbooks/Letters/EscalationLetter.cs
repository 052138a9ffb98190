using System.Collections.Immutable;

namespace Dashboard.Storage.Runbooks.Letters;

/// <summary>Stages that nobody acknowledged in the time that they say.</summary>
public sealed record EscalationLetter : Letter
{
    public const string KindName = "escalation";

    public override string Kind => KindName;

    /// <summary>The crossings, with the figures of the instant at which they were entered.</summary>
    public required ImmutableArray<StageLine> Lines { get; init; }

    /// <summary>When the earliest of them was entered, Unix milliseconds UTC.</summary>
    public required long SinceMs { get; init; }
}
