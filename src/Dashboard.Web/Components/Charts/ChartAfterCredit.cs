namespace Dashboard.Web.Components.Charts;

/// <summary>What usage beyond the allocation is.</summary>
public enum ChartAfterCredit
{
    /// <summary>Payable: overage was on.</summary>
    Overage,

    /// <summary>Should have stopped: overage was off, over its cap, unclaimed or not eligible.</summary>
    Uncovered,
}
