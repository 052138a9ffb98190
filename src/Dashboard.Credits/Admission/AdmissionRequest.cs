using Dashboard.Credits.Money;

namespace Dashboard.Credits.Admission;

/// <summary>What a caller asks the gate.</summary>
/// <param name="Estimate">What the run will cost, at least 0; null: not known.</param>
/// <param name="WaitedSeconds">How long the caller has waited because the gate said so. A throttle of no more than that is served.</param>
public readonly record struct AdmissionRequest(Nanodollars? Estimate = null, int WaitedSeconds = 0);
