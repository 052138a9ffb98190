using Dashboard.Cli.Config.Parts;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config;

/// <summary>The organisation as a configuration: the same decisions give the same text. Docs: <c>docs/config.md</c>.</summary>
public static class ConfigWriter
{
    /// <summary>The text, ending with a line feed. A bare day is its first instant in the organisation's zone at <paramref name="nowMs"/>.</summary>
    public static string Write(Organisation organisation, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        return ConfigText.Whole(organisation, nowMs, text => text.Object(() =>
        {
            text.Json.WriteNumber("version", 1);
            OrganisationPart.Write(text, organisation);
            text.Many("teams", organisation.Teams, text.Json.WriteStringValue);
            text.Many("costCentres", organisation.CostCentres, text.Json.WriteStringValue);
            AllowancesPart.Write(text, organisation);
            FeesPart.Write(text, organisation);
            PricesPart.Write(text, organisation);
            PoolRulesPart.Write(text, organisation);
            PayerRulesPart.Write(text, organisation);
            SignalPatternsPart.Write(text, organisation);
            IdentitiesPart.Write(text, organisation);
            OverageLimitsPart.Write(text, organisation);
            RunbookPart.Write(text, organisation);
            RolesPart.Write(text, organisation);
            SeatsPart.Write(text, organisation);
        })) + "\n";
    }
}
