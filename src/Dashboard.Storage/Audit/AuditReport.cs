using System.Collections.Immutable;

namespace Dashboard.Storage.Audit;

/// <summary>What a verification of the whole trail found.</summary>
/// <param name="Head">The last entry there is; null for an empty trail.</param>
/// <param name="Entries">How many entries were verified.</param>
/// <param name="Erased">Of them, whose details were erased.</param>
/// <param name="Findings">What is broken, first entry first; none is good. At most <see cref="AuditVerifier.MostFindings"/>.</param>
/// <param name="Broken">How much is broken, listed or not.</param>
public sealed record AuditReport(AuditHead? Head, long Entries, long Erased, ImmutableArray<AuditFinding> Findings, long Broken)
{
    /// <summary>Whether everything is as it was written.</summary>
    public bool IsWhole => Broken == 0;
}
