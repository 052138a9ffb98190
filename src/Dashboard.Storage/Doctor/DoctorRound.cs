using System.Collections.Immutable;

namespace Dashboard.Storage.Doctor;

/// <summary>What the last round of the doctor did and saw.</summary>
/// <param name="StartedAtMs">Unix milliseconds UTC.</param>
/// <param name="EndedAtMs">Unix milliseconds UTC.</param>
/// <param name="Joined">Identities that were stored for several events, and are one event now.</param>
/// <param name="Checked">How many invariants were verified.</param>
/// <param name="Findings">Those that do not hold.</param>
public sealed record DoctorRound(long StartedAtMs, long EndedAtMs, long Joined, int Checked, ImmutableArray<DoctorFinding> Findings);
