using Dashboard.Credits.Programmes;

namespace Dashboard.Web.Features.Sample;

/// <summary>One seat of the sample organisation.</summary>
/// <param name="Name">Name.</param>
/// <param name="Team">Team; its cost centre follows from it.</param>
/// <param name="Plan">Plan.</param>
/// <param name="Allowance">What the programme gives on this plan a cycle, whole USD; what usage is measured against where it gives nothing.</param>
/// <param name="Kind">What it shows.</param>
/// <param name="Share">Usage of a whole cycle as a share of the allowance.</param>
public sealed record SampleSeat(string Name, string Team, Plan Plan, int Allowance, SampleKind Kind, double Share)
{
    /// <summary>E-mail, made from the name.</summary>
    public string Email { get; } = string.Concat(Name.ToLowerInvariant().Select(c => c == ' ' ? '.' : c)) + "@alderway.example";

    /// <summary>Own billing day instead of the organisation's: single plans are paid on their own day.</summary>
    public bool HasOwnAnchor => Plan == Plans.Pro || Plan == Plans.Max5x;

    /// <summary>The multiple of the allowance at which its usage of a cycle ends.</summary>
    public double StopsAt => Kind switch
    {
        SampleKind.Stopped => 1.03,
        SampleKind.Capped => 1.16,
        _ => double.MaxValue,
    };

    /// <summary>Whether its credit was claimed.</summary>
    public bool IsClaimed => Kind is not (SampleKind.Unclaimed or SampleKind.NotEligible);
}
