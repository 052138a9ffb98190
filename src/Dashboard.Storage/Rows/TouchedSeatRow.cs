namespace Dashboard.Storage.Rows;

/// <summary>A seat whose usage changed and whose account is not derived again yet. Written with the change, so that no crash loses it.</summary>
public sealed class TouchedSeatRow
{
    public int SeatId { get; init; }

    /// <summary>The earliest instant that changed.</summary>
    public long FromMs { get; init; }

    /// <summary>Grows with every change: whoever derived deletes the row only at the version it read.</summary>
    public long Version { get; init; }
}
