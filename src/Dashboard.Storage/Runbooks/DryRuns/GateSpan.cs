using Dashboard.Credits.Admission;

namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>What the gate would have answered an account without an estimate, other than to allow, from when to when.</summary>
/// <param name="SeatId">The seat; 0: the shared account, of which a seat with overage off is asked for.</param>
/// <param name="Name">Its name.</param>
/// <param name="Answer">The answer at its begin.</param>
/// <param name="FromMs">Begin, Unix milliseconds UTC.</param>
/// <param name="ToMs">End, excluded: of the cycle, or of what is known.</param>
public sealed record GateSpan(int SeatId, string Name, AdmissionAnswer Answer, long FromMs, long ToMs);
