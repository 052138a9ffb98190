namespace Dashboard.Storage.Decisions;

/// <summary>A decision to be appended.</summary>
/// <param name="Body">What is decided.</param>
/// <param name="EffectiveAtMs">From which instant it holds, Unix milliseconds UTC.</param>
/// <param name="Reason">Why; required for overage, voids and adjustments.</param>
public sealed record NewDecision(DecisionBody Body, long EffectiveAtMs, string Reason = "");
