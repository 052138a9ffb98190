namespace Dashboard.Storage.Rows;

/// <summary>Organisation × day × pool.</summary>
public sealed class RollupOrgDayRow : RollupRow
{
    public int Day { get; init; }

    public int Pool { get; init; }
}
