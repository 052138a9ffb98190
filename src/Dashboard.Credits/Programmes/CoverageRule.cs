using Dashboard.Credits.Usage;

namespace Dashboard.Credits.Programmes;

/// <summary>One rule of what a programme covers; null matches anything. The first rule that matches decides; without one, not covered.</summary>
/// <param name="Covered">Whether an event that matches draws from the programme's credit.</param>
/// <param name="Pool">The event's pool.</param>
/// <param name="Payer">The event's payer.</param>
/// <param name="Entrypoint">The event's entrypoint.</param>
public sealed record CoverageRule(bool Covered, Pool? Pool = null, string? Payer = null, string? Entrypoint = null)
{
    /// <summary>Whether the rule speaks about such an event.</summary>
    public bool Matches(Pool pool, string? payer, string? entrypoint) =>
        (Pool is null || Pool == pool)
        && (Payer is null || Payer == payer)
        && (Entrypoint is null || Entrypoint == entrypoint);
}
