using System.Collections.Immutable;

namespace Dashboard.Credits.Usage;

/// <summary>Usage that meets every condition is the seat's: so one shared key is split by repository, host or tag.</summary>
/// <param name="Conditions">All of them must be met; at least one.</param>
/// <param name="SeatId">Whose usage it is.</param>
public sealed record IdentityRule(ImmutableArray<IdentityCondition> Conditions, int SeatId)
{
    /// <summary>Whether these identities meet every condition.</summary>
    public bool Matches(IReadOnlyList<Identity> identities)
    {
        foreach (var condition in Conditions)
        {
            if (!condition.IsMetBy(identities))
            {
                return false;
            }
        }

        return Conditions.Length > 0;
    }

    /// <summary>The same conditions in the same order, and the same seat.</summary>
    public bool Equals(IdentityRule? other) => other is not null && SeatId == other.SeatId && Conditions.AsSpan().SequenceEqual(other.Conditions.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Conditions.Aggregate(SeatId.GetHashCode(), HashCode.Combine);
}
