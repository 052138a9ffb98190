using System.Collections.Immutable;

namespace Dashboard.Storage.Writes;

/// <summary>What became of each record and result of one <see cref="UsageBatch"/>; the five sum to what was sent.</summary>
/// <param name="Accepted">New events, and results that post something.</param>
/// <param name="Updated">Observations that improved a known event.</param>
/// <param name="Duplicate">Nothing new.</param>
/// <param name="Superseded">Kept as evidence; post nothing.</param>
/// <param name="Rejected">Not usable.</param>
public sealed record WriteOutcome(int Accepted, int Updated, int Duplicate, int Superseded, ImmutableArray<Rejection> Rejected)
{
    /// <summary>Of an import: observations of known requests that state another cost. They are among the updated and the duplicate.</summary>
    public OtherCosts OtherCosts { get; init; } = OtherCosts.None;

    /// <summary>Nothing sent.</summary>
    public static WriteOutcome None { get; } = new(0, 0, 0, 0, []);

    /// <summary>Two outcomes together; the rejections of the second keep their own places.</summary>
    public static WriteOutcome operator +(WriteOutcome a, WriteOutcome b) => new(
        a.Accepted + b.Accepted, a.Updated + b.Updated, a.Duplicate + b.Duplicate, a.Superseded + b.Superseded, a.Rejected.AddRange(b.Rejected)) { OtherCosts = a.OtherCosts + b.OtherCosts };
}
