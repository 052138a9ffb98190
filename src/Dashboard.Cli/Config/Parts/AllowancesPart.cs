using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config.Parts;

/// <summary>The rows of allowances that people entered.</summary>
internal static class AllowancesPart
{
    public static void Write(ConfigText text, Organisation organisation) => text.Many("allowances", Own(organisation), allowance => text.Object(() =>
    {
        var (programme, row) = allowance;
        text.Json.WriteString("programme", programme);
        text.Json.WriteString("for", ConfigWords.Of(ConfigWords.Targets, row.Target));
        if (row.Target != AllowanceTarget.Everyone)
        {
            text.Json.WriteString("key", row.Key);
        }

        text.Json.WriteString("amount", row.Amount is { } amount ? Usd.Format(amount) : null);
        text.Json.WriteString("scope", ConfigWords.Of(ConfigWords.Scopes, row.Scope));
        text.Json.WriteString("from", ConfigWords.Day(row.EffectiveFrom));
        text.Json.WriteString("source", row.Source);
    }));

    public static ConfigAllowance? Read(ConfigNode node)
    {
        if (node.Object("programme", "for", "key", "amount", "scope", "from", "source") is not { } keys
            || keys.Needed("programme")?.Text() is not { } programme || keys.Needed("for") is not { } target
            || keys.Needed("amount") is not { } amount || keys.Needed("from") is not { } from || keys.Needed("source")?.Text() is not { } source)
        {
            return null;
        }

        var kind = target.Word(ConfigWords.Targets);
        var key = kind == AllowanceTarget.Everyone ? "" : keys.Needed("key")?.Text() ?? "";
        return new ConfigAllowance(node.Path, programme, new AllowanceRow
        {
            Target = kind,
            Key = key,
            Amount = amount.IsNull ? null : amount.Money(),
            Scope = keys["scope"] is { } scope ? scope.Word(ConfigWords.Scopes) : ProgrammeScope.PerSeat,
            EffectiveFrom = from.Day(),
            Source = source,
        });
    }

    public static void Plan(ConfigComparison found)
    {
        var programmes = found.Organisation.Rules.Programmes;
        foreach (var allowance in found.File.Allowances ?? [])
        {
            var row = allowance.Row;
            if (programmes.FirstOrDefault(p => p.Id == allowance.Programme) is not { } programme)
            {
                found.Problem(allowance.Path + ".programme", $"There is no such programme. They are {string.Join(", ", programmes.Select(p => p.Id))}.");
                continue;
            }

            var holds = programme.Allowances.Where(r => r.Target == row.Target && r.Key == row.Key && r.EffectiveFrom == row.EffectiveFrom).OrderBy(r => r.EnteredAtMs ?? long.MinValue).LastOrDefault();
            if (holds is null || holds with { EnteredAtMs = null } != row)
            {
                var amount = row.Amount is { } usd ? Usd.Format(usd) + " USD" : "not eligible";
                found.Add(
                    allowance.Path, $"allowance of {allowance.Programme} for {(row.Key.Length > 0 ? row.Key : "everyone")} {amount} from {ConfigWords.Day(row.EffectiveFrom)}",
                    new AllowanceSet(allowance.Programme, row));
            }
        }
    }

    /// <summary>Of several for one day the last.</summary>
    private static IEnumerable<(string Programme, AllowanceRow Row)> Own(Organisation organisation) => organisation.Rules.Programmes
        .SelectMany(p => p.Allowances.Where(r => r.EnteredAtMs is not null).GroupBy(r => (r.Target, r.Key, r.EffectiveFrom)).Select(g => (Programme: p.Id, Row: g.Last())))
        .OrderBy(a => a.Programme, StringComparer.Ordinal).ThenBy(a => a.Row.Target).ThenBy(a => a.Row.Key, StringComparer.Ordinal).ThenBy(a => a.Row.EffectiveFrom);
}
