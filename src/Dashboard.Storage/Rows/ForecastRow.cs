namespace Dashboard.Storage.Rows;

/// <summary>A forecast as it was published, to be scored when its cycle has ended. Seat 0 is the organisation.</summary>
public sealed class ForecastRow
{
    public int SeatId { get; init; }

    public int CycleStart { get; init; }

    public int Day { get; init; }

    public int DaysElapsed { get; init; }

    public int CycleDays { get; init; }

    public long Consumed { get; init; }

    public long Point { get; init; }

    public long Low { get; init; }

    public long High { get; init; }

    public double Spread { get; init; }

    public double DaysLeft { get; init; }
}
