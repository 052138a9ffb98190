using System.Globalization;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config.Parts;

/// <summary>The rules of pools, in order, when they are not those that are shipped.</summary>
internal static class PoolRulesPart
{
    public static void Write(ConfigText text, Organisation organisation)
    {
        if (TextOf(organisation.PoolRules) != TextOf(PoolRules.Shipped))
        {
            text.Json.WritePropertyName("poolRules");
            WriteRules(text, organisation.PoolRules);
        }
    }

    public static ConfigRule? Read(ConfigNode node) => node.Object("pool", "from", "until", "source", "entrypoint", "app", "hasSeatEmail") is { } keys && keys.Needed("pool") is { } pool
        ? new ConfigRule(node.Path, keys["from"]?.Instant(), keys["until"]?.Instant(), new PoolRule
        {
            Pool = pool.Word(ConfigWords.Pools),
            Source = keys["source"]?.Word(ConfigWords.Sources),
            Entrypoint = keys["entrypoint"]?.Text(),
            App = keys["app"]?.Text(),
            HasSeatEmail = keys["hasSeatEmail"]?.Flag(),
        })
        : null;

    public static void Plan(ConfigComparison found)
    {
        if (found.File.PoolRules is not { } wanted)
        {
            return;
        }

        var have = found.Organisation.PoolRules;
        var rules = new PoolRules([.. wanted.Select(r => r.Rule with { FromMs = r.From?.In(found.Zone), UntilMs = r.Until?.In(found.Zone) })]);
        if (TextOf(rules) != TextOf(have))
        {
            found.Add("$.poolRules", string.Create(CultureInfo.InvariantCulture, $"{rules.Rules.Length} pool rules instead of {have.Rules.Length}"), new PoolRulesChanged(rules));
        }
    }

    /// <summary>Two lists are the same when their texts are.</summary>
    private static string TextOf(PoolRules rules) => ConfigText.Part(text => WriteRules(text, rules));

    private static void WriteRules(ConfigText text, PoolRules rules)
    {
        text.Json.WriteStartArray();
        foreach (var rule in rules.Rules)
        {
            text.Object(() => WriteRule(text, rule));
        }

        text.Json.WriteEndArray();
    }

    private static void WriteRule(ConfigText text, PoolRule rule)
    {
        text.Json.WriteString("pool", ConfigWords.Of(ConfigWords.Pools, rule.Pool));
        text.From(rule.FromMs);
        text.Optional("until", rule.UntilMs is { } until ? ConfigWords.Instant(until, text.Zone) : null);
        text.Optional("source", rule.Source is { } source ? ConfigWords.Of(ConfigWords.Sources, source) : null);
        text.Optional("entrypoint", rule.Entrypoint);
        text.Optional("app", rule.App);
        if (rule.HasSeatEmail is { } has)
        {
            text.Json.WriteBoolean("hasSeatEmail", has);
        }
    }
}
