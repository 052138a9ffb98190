using Dashboard.Credits.Admission;

namespace Dashboard.Storage.Gate;

/// <summary>An answer of the gate.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="AsOfMs">When what it rests on was last known to be current, Unix milliseconds UTC.</param>
public sealed record GateReading(AdmissionAnswer Answer, long AsOfMs);
