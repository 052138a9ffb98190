using System.Collections.Immutable;

namespace Dashboard.Storage.Doctor;

/// <summary>An invariant that does not hold.</summary>
/// <param name="Invariant">The sentence that should be true.</param>
/// <param name="Count">How many rows break it.</param>
/// <param name="Examples">A few of them, by table and key.</param>
public sealed record DoctorFinding(string Invariant, long Count, ImmutableArray<string> Examples);
