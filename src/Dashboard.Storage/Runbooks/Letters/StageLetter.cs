using System.Collections.Immutable;

namespace Dashboard.Storage.Runbooks.Letters;

/// <summary>Everything that one evaluation has to tell one recipient: stages entered, left and found passed.</summary>
public sealed record StageLetter : Letter
{
    public const string KindName = "stages";

    public override string Kind => KindName;

    /// <summary>One line a crossing, the most urgent seats first; stages of one seat in the order in which they were entered.</summary>
    public required ImmutableArray<StageLine> Lines { get; init; }
}
