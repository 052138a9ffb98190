using System.Text.RegularExpressions;
using Dashboard.Credits.Usage;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Dashboard.Credits.Tests.Usage;

public sealed class IdentityRuleTests
{
    [Theory]
    [InlineData("ci-prod", "ci-prod", true)]
    [InlineData("ci-prod", "CI-Prod", true)]
    [InlineData("ci-prod", "ci-*", true)]
    [InlineData("ci-prod", "*prod", true)]
    [InlineData("ci-prod", "*-*", true)]
    [InlineData("ci-prod", "*", true)]
    [InlineData("ci-prod", "ci", false)]
    [InlineData("ci-prod", "ci-prod-2", false)]
    [InlineData("ci-prod", "ci?prod", false)]
    [InlineData("a+b", "a+b", true)]
    [InlineData("aab", "a+b", false)]
    [InlineData("", "*", true)]
    public void A_pattern_is_the_whole_value_and_a_star_stands_for_anything(string value, string pattern, bool isMet)
    {
        Assert.Equal(isMet, new IdentityCondition(IdentityKind.ApiKey, pattern).IsMetBy([new Identity(IdentityKind.ApiKey, value)]));
    }

    [Fact]
    public void Patterns_agree_with_a_regular_expression_over_every_text()
    {
        var texts = Gen.Elements("a", "b", "*", "ab", "aa").ListOf(6).Select(p => string.Concat(p));
        Prop.ForAll(texts.Two().ToArbitrary(), t =>
        {
            var (pattern, value) = (t.Item1, t.Item2.Replace("*", "c", StringComparison.Ordinal));
            return Regex.IsMatch(value, $"^{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal)}$") == new IdentityCondition(IdentityKind.Host, pattern).IsMetBy([new Identity(IdentityKind.Host, value)]);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_rule_asks_for_every_condition_and_one_identity_of_another_kind_meets_none()
    {
        var rule = new IdentityRule([new(IdentityKind.ApiKey, "ci-*"), new(IdentityKind.Repository, "acme/shop")], 4);

        Assert.True(rule.Matches([new(IdentityKind.ApiKey, "ci-1"), new(IdentityKind.Repository, "acme/shop")]));
        Assert.False(rule.Matches([new(IdentityKind.ApiKey, "ci-1"), new(IdentityKind.Repository, "acme/till")]));
        Assert.False(rule.Matches([new(IdentityKind.Host, "ci-1"), new(IdentityKind.Repository, "acme/shop")]));
        Assert.False(new IdentityRule([], 4).Matches([]));
    }

    [Fact]
    public void What_usage_states_comes_in_the_order_of_precedence()
    {
        var stated = StatedIdentities.Of(
            "Ada@Example.org ", "acme/shop", null, System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add("host", "h").Add("team", "red").Add("agent", "x").Add("account", "a"));

        Assert.Equal(
            [new(IdentityKind.Email, "ada@example.org"), new(IdentityKind.AccountId, "a"), new(IdentityKind.Host, "h"), new(IdentityKind.Repository, "acme/shop"), new(IdentityKind.Attribute, "team=red")],
            stated);
    }

    [Fact]
    public void Tags_of_all_observations_are_the_events_and_the_better_one_says_which_value()
    {
        var best = ALine(10, ("host", "a"), ("team", "red"));
        var other = ALine(5, ("host", "b"), ("api_key", "k"));
        var third = ALine(4, ("host", "c"));
        UsageRecord[] all = [best, other, third];

        foreach (var order in (int[][])[[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
        {
            var merged = order.Skip(1).Aggregate(MergedUsage.Of(all[order[0]]), (m, i) => m.With(all[i]));

            Assert.Equal("api_key=k,host=a,team=red", string.Join(',', merged.Effective().Tags!.Select(t => $"{t.Key}={t.Value}")));
            Assert.Equal(2, merged.Retained.Length);
        }
    }

    private static UsageRecord ALine(long output, params (string Name, string Value)[] tags) => new()
    {
        Source = UsageSource.Rest,
        Model = "m",
        MessageId = "m1",
        Tokens = new TokenCounts(0, output, 0, 0, 0),
        Tags = System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(tags.Select(t => KeyValuePair.Create(t.Name, t.Value))),
    };
}
