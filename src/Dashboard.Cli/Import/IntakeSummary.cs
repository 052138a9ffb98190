namespace Dashboard.Cli.Import;

/// <summary>The sums of many files.</summary>
public sealed record IntakeSummary(int Files, int Unchanged, int Unreadable, long Bytes, long Found, long Accepted, long Updated, long Duplicate, long Superseded, long Rejected)
{
    /// <summary>Adds them up.</summary>
    public static IntakeSummary Of(IReadOnlyCollection<IntakeResult> results) => new(
        results.Count,
        results.Count(r => r.State == IntakeState.Unchanged),
        results.Count(r => r.State == IntakeState.Unreadable),
        results.Sum(r => r.Bytes),
        results.Sum(r => (long)r.Found),
        results.Sum(r => (long)r.Accepted),
        results.Sum(r => (long)r.Updated),
        results.Sum(r => (long)r.Duplicate),
        results.Sum(r => (long)r.Superseded),
        results.Sum(r => (long)r.Rejected.Length));
}
