namespace Dashboard.Storage.Decisions;

/// <summary>A decision to be appended.</summary>
/// <param name="Body">What is decided.</param>
/// <param name="EffectiveAtMs">From which instant it holds, Unix milliseconds UTC, or <see cref="WhenBooked"/>.</param>
/// <param name="Reason">Why; required for overage, voids and adjustments.</param>
public sealed record NewDecision(DecisionBody Body, long EffectiveAtMs, string Reason = "")
{
    /// <summary>From the very instant at which it is booked: overage cannot be dated back, not even by the time it takes to write it.</summary>
    public const long WhenBooked = -1;
}
