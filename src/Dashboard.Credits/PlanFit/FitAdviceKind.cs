namespace Dashboard.Credits.PlanFit;

/// <summary>What is recommended to a seat.</summary>
public enum FitAdviceKind
{
    /// <summary>Nothing known is cheaper than the current plan.</summary>
    Keep,

    /// <summary>Another option would have been cheaper.</summary>
    Change,

    /// <summary>Fewer cycles than a recommendation needs.</summary>
    TooLittleHistory,

    /// <summary>The fee of the current plan is not known, so nothing can be compared with it.</summary>
    CurrentFeeUnknown,
}
