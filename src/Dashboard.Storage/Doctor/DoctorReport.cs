using System.Collections.Immutable;

namespace Dashboard.Storage.Doctor;

/// <summary>What the doctor saw.</summary>
/// <param name="Checked">The invariants that were verified.</param>
/// <param name="Findings">Those that do not hold; none is good.</param>
/// <param name="Left">After a rebuild: what still does not hold. Empty without a rebuild.</param>
public sealed record DoctorReport(ImmutableArray<string> Checked, ImmutableArray<DoctorFinding> Findings, ImmutableArray<DoctorFinding> Left)
{
    /// <summary>True when every invariant holds, or holds again.</summary>
    public bool IsHealthy => Findings.IsEmpty;
}
