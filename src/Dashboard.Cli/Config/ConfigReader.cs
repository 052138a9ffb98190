using System.Globalization;
using System.Text.Json;
using Dashboard.Cli.Config.Parts;

namespace Dashboard.Cli.Config;

/// <summary>Reads a configuration strictly: an unknown key, a wrong kind of value or a missing key is a problem with its path.</summary>
internal static class ConfigReader
{
    /// <summary>The most bytes of a file.</summary>
    public const long MostBytes = 20 << 20;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    public static (ConfigFile? File, IReadOnlyList<ConfigProblem> Problems) Read(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > MostBytes)
        {
            return (null, [new ConfigProblem("$", "The file is larger than 20 MB.")]);
        }

        var problems = new List<ConfigProblem>();
        try
        {
            using var document = JsonDocument.Parse(utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8, Options);
            return (Whole(new ConfigNode(document.RootElement, "$", problems)), problems);
        }
        catch (JsonException broken)
        {
            return (null, [new ConfigProblem("$", string.Create(CultureInfo.InvariantCulture, $"This is not JSON: line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}."))]);
        }
        catch (InvalidOperationException)
        {
            return (null, [new ConfigProblem("$", "A text holds bytes that are not UTF-8.")]);
        }
    }

    private static ConfigFile? Whole(ConfigNode node)
    {
        if (node.Object("version", "organisation", "teams", "costCentres", "allowances", "fees", "prices", "poolRules", "payerRules", "signalPatterns", "identities", "overageLimits", "runbook", "roles", "seats", "seatsAreComplete") is not { } keys)
        {
            return null;
        }

        if (keys["version"] is not { } version)
        {
            node.Problem("The key version is missing; it is 1.");
        }
        else if (version.Number(1, long.MaxValue) != 1)
        {
            version.Problem("Only version 1 is known.");
        }

        var flag = keys["seatsAreComplete"];
        var complete = flag is not null && flag.Flag();
        if (complete && keys["seats"] is null)
        {
            flag!.Problem("seatsAreComplete goes with seats.");
        }

        return new ConfigFile
        {
            Organisation = keys["organisation"] is { } organisation ? OrganisationPart.Read(organisation) : null,
            Teams = keys.List("teams", Name),
            CostCentres = keys.List("costCentres", Name),
            Allowances = keys.List("allowances", AllowancesPart.Read),
            Fees = keys.List("fees", FeesPart.Read),
            Prices = keys.List("prices", PricesPart.Read),
            PoolRules = keys.List("poolRules", PoolRulesPart.Read),
            PayerRules = keys.List("payerRules", PayerRulesPart.Read),
            SignalPatterns = keys.List("signalPatterns", SignalPatternsPart.Read),
            Identities = keys["identities"] is { } identities ? IdentitiesPart.Read(identities) : null,
            OverageLimits = keys["overageLimits"] is { } limits ? OverageLimitsPart.Read(limits) : null,
            Runbook = keys["runbook"] is { } runbook ? RunbookPart.Read(runbook) : null,
            Roles = keys["roles"] is { } roles ? RolesPart.Read(roles) : null,
            Seats = keys["seats"] is { } seats ? SeatsPart.Read(seats) : null,
            SeatsAreComplete = complete,
        };
    }

    private static ConfigName? Name(ConfigNode node) => node.Text() is { } name ? new ConfigName(node.Path, name) : null;
}
