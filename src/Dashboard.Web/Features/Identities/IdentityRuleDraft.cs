using System.Collections.Immutable;
using Dashboard.Credits.Seats;
using Dashboard.Credits.Usage;

namespace Dashboard.Web.Features.Identities;

/// <summary>A rule as a form.</summary>
public sealed class IdentityRuleDraft
{
    /// <summary>Where the rule is in the list; null: a new one, which goes last.</summary>
    public int? Place { get; init; }

    /// <summary>The conditions; those without a pattern are not asked.</summary>
    public List<ConditionDraft> Conditions { get; init; } = [new(), new()];

    /// <summary>Whose it is.</summary>
    public Seat? Seat { get; set; }

    /// <summary>A rule of the list as a form.</summary>
    public static IdentityRuleDraft Of(IdentityRule rule, int place)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new() { Place = place, Conditions = [.. rule.Conditions.Select(c => new ConditionDraft { Kind = c.Kind, Pattern = c.Pattern })] };
    }

    /// <summary>What is wrong with the form; null when it is a rule.</summary>
    public string? Problem() =>
        Asked.Count == 0 ? "Enter at least one condition."
        : Asked.Any(c => c.Pattern.Length > Identity.MostText) ? $"A pattern has at most {Identity.MostText} characters."
        : Seat is null ? "Choose whose usage it is."
        : null;

    /// <summary>The rule, for a form that is one; without a seat for one that is only tried.</summary>
    public IdentityRule Rule() => new([.. Asked], Seat?.Id ?? 0);

    /// <summary>The list with this rule in its place, or last when it is new.</summary>
    public ImmutableArray<IdentityRule> Into(ImmutableArray<IdentityRule> rules) => Place is { } place ? rules.SetItem(place, Rule()) : rules.Add(Rule());

    private List<IdentityCondition> Asked => [.. Conditions.Where(c => c.Pattern.Trim().Length > 0).Select(c => new IdentityCondition(c.Kind, c.Pattern.Trim()))];

    /// <summary>One condition of the form.</summary>
    public sealed class ConditionDraft
    {
        /// <summary>The kind asked for.</summary>
        public IdentityKind Kind { get; set; } = IdentityKind.ApiKey;

        /// <summary>The pattern.</summary>
        public string Pattern { get; set; } = "";
    }
}
