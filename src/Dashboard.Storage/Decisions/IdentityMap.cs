using System.Collections.Immutable;
using Dashboard.Credits.Seats;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Decisions;

/// <summary>
/// Whose usage comes in under which names. The order: the e-mail of a seat; what was assigned, most specific kind first
/// (<see cref="IdentityKind"/>); the rules in their order. What it does not decide is the source's. Source: docs/identities.md.
/// </summary>
public sealed record IdentityMap
{
    /// <summary>Before the first decision.</summary>
    public static IdentityMap None { get; } = new();

    /// <summary>Seats by e-mail in lower case.</summary>
    public IReadOnlyDictionary<string, int> SeatIds { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>What was assigned over time; null is nobody by this name.</summary>
    public ImmutableDictionary<Identity, History<int?>> Assigned { get; init; } = ImmutableDictionary<Identity, History<int?>>.Empty;

    /// <summary>The rules over time.</summary>
    public History<ImmutableArray<IdentityRule>> Rules { get; init; } = new([]);

    /// <summary>Whether nothing was ever assigned and no rule was ever set: then only e-mails of seats decide.</summary>
    public bool IsEmpty => Assigned.IsEmpty && Rules.Changes.Count == 0;

    /// <summary>The seat of usage that states these identities; null when none of them says.</summary>
    /// <param name="identities">In the order of <see cref="StatedIdentities"/>.</param>
    /// <param name="atMs">When the usage happened, Unix milliseconds UTC.</param>
    public int? SeatOf(IReadOnlyList<Identity> identities, long atMs) => Find(identities, atMs)?.SeatId;

    /// <summary>The seat, and what decides it.</summary>
    /// <param name="identities">In the order of <see cref="StatedIdentities"/>.</param>
    /// <param name="atMs">When the usage happened, Unix milliseconds UTC.</param>
    public IdentityMatch? Find(IReadOnlyList<Identity> identities, long atMs)
    {
        ArgumentNullException.ThrowIfNull(identities);
        foreach (var identity in identities)
        {
            if (identity.Kind is IdentityKind.Email && SeatIds.TryGetValue(identity.Value, out var own))
            {
                return new IdentityMatch(own, identity, null);
            }
        }

        if (!Assigned.IsEmpty)
        {
            foreach (var identity in identities)
            {
                if (AssignedTo(identity, atMs) is { } seat)
                {
                    return new IdentityMatch(seat, identity, null);
                }
            }
        }

        var rules = Rules.At(atMs);
        for (var i = 0; i < rules.Length; i++)
        {
            if (rules[i].Matches(identities))
            {
                return new IdentityMatch(rules[i].SeatId, null, i);
            }
        }

        return null;
    }

    /// <summary>The seat that this name alone was assigned to; null for none.</summary>
    public int? AssignedTo(Identity identity, long atMs) => Assigned.TryGetValue(identity, out var history) ? history.At(atMs) : null;

    /// <summary>Whether an assignment or a rule, now, before or later, names the seat.</summary>
    public bool Names(int seatId) =>
        Assigned.Values.Any(h => h.Changes.Any(c => c.Value == seatId)) || Rules.Changes.Any(c => c.Value.Any(r => r.SeatId == seatId));

    /// <summary>With one more decision.</summary>
    internal IdentityMap With(IdentityDecision body, long fromMs, long sequence) => body switch
    {
        IdentityAssigned o => this with { Assigned = Assigned.SetItem(o.Identity, (Assigned.TryGetValue(o.Identity, out var history) ? history : new(null)).With(fromMs, o.SeatId, sequence)) },
        IdentityRulesSet o => this with { Rules = Rules.With(fromMs, o.Rules, sequence) },
        _ => this,
    };
}
