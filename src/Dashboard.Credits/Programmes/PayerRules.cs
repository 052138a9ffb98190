using System.Collections.Immutable;

namespace Dashboard.Credits.Programmes;

/// <summary>The ordered rules about who pays for a run: the first that matches decides; without one nobody knows. Source: law, section 3.</summary>
/// <param name="Rules">In order.</param>
public sealed record PayerRules(ImmutableArray<PayerRule> Rules)
{
    /// <summary>No rule: the product ships with none, because a guess would move money between meters.</summary>
    public static PayerRules None { get; } = new([]);

    /// <summary>The payer of an event, one of <see cref="Payers"/>; null when no rule speaks about it.</summary>
    public string? Decide(in PayerFacts facts)
    {
        foreach (var rule in Rules)
        {
            if (rule.Matches(facts))
            {
                return rule.Payer;
            }
        }

        return null;
    }

    public bool Equals(PayerRules? other) => other is not null && Rules.AsSpan().SequenceEqual(other.Rules.AsSpan());

    public override int GetHashCode() => Rules.Length;
}
