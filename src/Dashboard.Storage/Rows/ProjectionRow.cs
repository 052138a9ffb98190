namespace Dashboard.Storage.Rows;

/// <summary>The latest projection of a seat, or of the organisation (seat 0). Derived.</summary>
public sealed class ProjectionRow
{
    public int SeatId { get; init; }

    public long AsOfMs { get; init; }

    public int Today { get; init; }

    public int CycleStart { get; init; }

    public int CycleEnd { get; init; }

    public long Consumed { get; init; }

    public long? Allocation { get; init; }

    public long Point { get; init; }

    public long Low { get; init; }

    public long High { get; init; }

    public int? ExhaustDay { get; init; }

    public double? ExhaustProbability { get; init; }

    public int DaysObserved { get; init; }

    public int ActiveDays { get; init; }

    /// <summary>How it was made, as JSON.</summary>
    public required string Basis { get; init; }

    /// <summary>First day of the path, then point, low and high of each day: 8 bytes each, little-endian.</summary>
    public required byte[] Path { get; init; }
}
