using System.Collections.Immutable;

namespace Dashboard.Storage.Runbooks.Letters;

/// <summary>The chart of a letter as finished points, drawn when the letter is sent. Instants are Unix milliseconds UTC.</summary>
public sealed record LetterChart
{
    /// <summary>What it says, in words.</summary>
    public required string Words { get; init; }

    public required long StartMs { get; init; }

    /// <summary>First instant after it.</summary>
    public required long EndMs { get; init; }

    public required long NowMs { get; init; }

    /// <summary>The zone whose days stand on the axis, an IANA id.</summary>
    public required string Zone { get; init; }

    public required ImmutableArray<LetterPoint> Allocation { get; init; }

    public required ImmutableArray<LetterPoint> Used { get; init; }

    public ImmutableArray<LetterPoint> Over { get; init; } = [];

    /// <summary>What is over is uncovered; false: overage.</summary>
    public bool OverIsUncovered { get; init; }

    public ImmutableArray<LetterBandPoint> Projection { get; init; } = [];

    public ImmutableArray<LetterPoint> LastCycle { get; init; } = [];

    public string LastCycleName { get; init; } = "";

    public ImmutableArray<LetterMark> Marks { get; init; } = [];

    public long? RunsOutMs { get; init; }

    /// <summary>The end of credit is past.</summary>
    public bool RanOut { get; init; }

    public bool Unclaimed { get; init; }
}
