namespace Dashboard.Storage.Rows;

/// <summary>Seat × day × model × source × project, for drill-down.</summary>
public sealed class RollupDetailRow : RollupRow
{
    public int SeatId { get; init; }

    public int Day { get; init; }

    public int ModelId { get; init; }

    public int SourceId { get; init; }

    public int ProjectId { get; init; }
}
