namespace Dashboard.Storage.Rows;

/// <summary>Seat × day × pool.</summary>
public sealed class RollupSeatDayRow : RollupRow
{
    public int SeatId { get; init; }

    public int Day { get; init; }

    public int Pool { get; init; }
}
