using System.Collections.Immutable;
using Dashboard.Credits.Money;

namespace Dashboard.Credits.Overage;

/// <summary>
/// What may be decided about overage: ceilings on the sum of open caps, and the cap above which a second person is needed. They
/// limit decisions and are no ledger rule: nothing that was decided before them changes. Source: law, section 6.
/// </summary>
public sealed record OverageLimits
{
    /// <summary>No ceiling, no second person.</summary>
    public static OverageLimits None { get; } = new();

    /// <summary>The most that the open caps of the whole organisation may sum up to; null: no ceiling.</summary>
    public Nanodollars? Ceiling { get; init; }

    /// <summary>The same for teams by name; a team that is not in it has no ceiling of its own.</summary>
    public ImmutableSortedDictionary<string, Nanodollars> TeamCeilings { get; init; } = ImmutableSortedDictionary.Create<string, Nanodollars>(StringComparer.Ordinal);

    /// <summary>A cap above it, or no cap, is decided by two people; null: one is always enough.</summary>
    public Nanodollars? OnePersonUpTo { get; init; }

    /// <summary>Whether there is any ceiling.</summary>
    public bool HasCeiling => Ceiling is not null || !TeamCeilings.IsEmpty;

    /// <summary>Whether a cap needs a second person: it is above the limit (the limit itself is not), or there is no cap.</summary>
    public bool NeedsSecondPerson(Nanodollars? cap) => OnePersonUpTo is { } limit && !(cap <= limit);

    /// <summary>The ceiling of a team, or null; null for no team.</summary>
    public Nanodollars? CeilingOf(string? team) => team is not null && TeamCeilings.TryGetValue(team, out var ceiling) ? ceiling : null;
}
