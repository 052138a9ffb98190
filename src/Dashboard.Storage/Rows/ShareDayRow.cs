namespace Dashboard.Storage.Rows;

/// <summary>Covered usage of one seat in the shared account on one day. Derived.</summary>
public sealed class ShareDayRow
{
    public int SeatId { get; init; }

    public int Day { get; init; }

    public long Covered { get; init; }
}
