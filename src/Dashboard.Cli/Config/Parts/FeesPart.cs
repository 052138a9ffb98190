using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config.Parts;

/// <summary>The rows of seat fees that people entered.</summary>
internal static class FeesPart
{
    public static void Write(ConfigText text, Organisation organisation) => text.Many("fees", Own(organisation), row => text.Object(() =>
    {
        text.Json.WriteString("plan", row.Plan);
        text.Json.WriteString("term", ConfigWords.Of(ConfigWords.Terms, row.Term));
        text.Json.WriteString("perMonth", Usd.Format(row.PerMonth));
        text.Json.WriteString("from", ConfigWords.Day(row.EffectiveFrom));
        text.Json.WriteString("source", row.Source);
    }));

    public static ConfigFee? Read(ConfigNode node) =>
        node.Object("plan", "term", "perMonth", "from", "source") is { } keys
        && keys.Needed("plan")?.Plan() is { } plan && keys.Needed("term") is { } term && keys.Needed("perMonth") is { } amount
        && keys.Needed("from") is { } from && keys.Needed("source")?.Text() is { } source
            ? new ConfigFee(node.Path, new SeatFeeRow(plan, term.Word(ConfigWords.Terms), amount.Money(), from.Day(), source))
            : null;

    public static void Plan(ConfigComparison found)
    {
        foreach (var (path, row) in found.File.Fees ?? [])
        {
            if (found.Organisation.Fees.LastOrDefault(f => f.Plan == row.Plan && f.Term == row.Term && f.EffectiveFrom == row.EffectiveFrom) != row)
            {
                found.Add(path, $"fee of {Plans.NameOf(row.Plan)}, {ConfigWords.Of(ConfigWords.Terms, row.Term)}, {Usd.Format(row.PerMonth)} USD from {ConfigWords.Day(row.EffectiveFrom)}", new SeatFeeSet(row));
            }
        }
    }

    /// <summary>Of several for one day the last.</summary>
    private static IEnumerable<SeatFeeRow> Own(Organisation organisation) => organisation.Fees.Skip(SeatFees.Shipped.Length)
        .GroupBy(f => (f.Plan, f.Term, f.EffectiveFrom)).Select(g => g.Last())
        .OrderBy(f => f.Plan, StringComparer.Ordinal).ThenBy(f => f.Term).ThenBy(f => f.EffectiveFrom);
}
