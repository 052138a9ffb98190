using System.Globalization;
using Dashboard.Credits.Programmes;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config.Parts;

/// <summary>The rules about who pays, in order. A source is named as it is listed.</summary>
internal static class PayerRulesPart
{
    public static void Write(ConfigText text, Organisation organisation)
    {
        if (!organisation.PayerRules.Rules.IsEmpty)
        {
            text.Json.WritePropertyName("payerRules");
            WriteRules(text, organisation, organisation.PayerRules);
        }
    }

    public static ConfigPayerRule? Read(ConfigNode node) => node.Object("payer", "from", "until", "source", "entrypoint", "app", "hasSeatEmail") is { } keys && keys.Needed("payer") is { } payer
        ? new ConfigPayerRule(node.Path, keys["from"]?.Instant(), keys["until"]?.Instant(), keys["source"]?.Text(), new PayerRule
        {
            Payer = Word(payer),
            Entrypoint = keys["entrypoint"]?.Text(),
            App = keys["app"]?.Text(),
            HasSeatEmail = keys["hasSeatEmail"]?.Flag(),
        })
        : null;

    public static void Plan(ConfigComparison found)
    {
        if (found.File.PayerRules is not { } wanted)
        {
            return;
        }

        var sources = found.Organisation.Sources.Values.ToDictionary(s => s.Name, s => s.Id, StringComparer.Ordinal);
        foreach (var rule in wanted.Where(r => r.Source is { } name && !sources.ContainsKey(name)))
        {
            found.Problem(rule.Path + ".source", "There is no source of this name.");
            return;
        }

        var have = found.Organisation.PayerRules;
        var rules = new PayerRules([.. wanted.Select(r => r.Rule with { FromMs = r.From?.In(found.Zone), UntilMs = r.Until?.In(found.Zone), SourceId = r.Source is { } name ? sources[name] : null })]);
        if (rules != have)
        {
            found.Add("$.payerRules", string.Create(CultureInfo.InvariantCulture, $"{rules.Rules.Length} rules about who pays instead of {have.Rules.Length}"), new PayerRulesSet(rules));
        }
    }

    private static string Word(ConfigNode node)
    {
        var payer = node.Text() ?? "";
        if (!Payers.All.Contains(payer))
        {
            node.Problem("One of these is needed here: " + string.Join(", ", Payers.All) + ".");
        }

        return payer;
    }

    private static void WriteRules(ConfigText text, Organisation organisation, PayerRules rules)
    {
        text.Json.WriteStartArray();
        foreach (var rule in rules.Rules)
        {
            text.Object(() =>
            {
                text.Json.WriteString("payer", rule.Payer);
                text.From(rule.FromMs);
                text.Optional("until", rule.UntilMs is { } until ? ConfigWords.Instant(until, text.Zone) : null);
                text.Optional("source", rule.SourceId is { } id && organisation.Sources.TryGetValue(id, out var source) ? source.Name : null);
                text.Optional("entrypoint", rule.Entrypoint);
                text.Optional("app", rule.App);
                if (rule.HasSeatEmail is { } has)
                {
                    text.Json.WriteBoolean("hasSeatEmail", has);
                }
            });
        }

        text.Json.WriteEndArray();
    }
}
