using System.Collections.Immutable;
using Dashboard.Cli.Config.Parts;
using Dashboard.Credits.Cycles;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config;

/// <summary>
/// Compares a configuration with the organisation and says which decisions make the organisation as the file says. Pure. What the file
/// does not name stays. Overage is never decided back in time, and neither are zone, programme and anchor of the shared account once there are seats.
/// </summary>
public static class ConfigPlanner
{
    /// <summary>The plan of a file.</summary>
    /// <param name="organisation">As it stands.</param>
    /// <param name="utf8">The file, UTF-8 JSON.</param>
    /// <param name="nowMs">Now, Unix milliseconds UTC; also when the decisions must be booked.</param>
    /// <param name="reason">What stands beside every decision.</param>
    public static ConfigPlan Plan(Organisation organisation, ReadOnlyMemory<byte> utf8, long nowMs, string reason)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        var (file, problems) = ConfigReader.Read(utf8);
        if (file is null || problems.Count > 0)
        {
            return new ConfigPlan([], [], problems);
        }

        var found = new ConfigComparison(organisation, file, nowMs, reason, ZoneDays.Find(ZoneAt(organisation, file, nowMs)));
        Compare(found);
        return new ConfigPlan(found.Problems.Count > 0 ? [] : found.Changes, found.Notes, found.Problems);
    }

    /// <summary>Days of the file are days of the zone that holds once it is applied.</summary>
    private static string ZoneAt(Organisation organisation, ConfigFile file, long nowMs)
    {
        if (file.Organisation?.Zone is not { } zone)
        {
            return organisation.Rules.Zone.At(nowMs);
        }

        return zone.Steps.Where(s => s.From is not { } from || from.In(ZoneDays.Find(s.Value)) <= nowMs).Last().Value;
    }

    /// <summary>In the order in which the decisions need each other. Limits on overage come after the seats: a limit holds for what is decided after it.</summary>
    private static void Compare(ConfigComparison found)
    {
        OrganisationPart.Plan(found);
        Names(found, found.File.Teams, found.Organisation.Teams, "team", n => new TeamCreated(n));
        Names(found, found.File.CostCentres, found.Organisation.CostCentres, "cost centre", n => new CostCentreCreated(n));
        AllowancesPart.Plan(found);
        FeesPart.Plan(found);
        PricesPart.Plan(found);
        PoolRulesPart.Plan(found);
        PayerRulesPart.Plan(found);
        SignalPatternsPart.Plan(found);
        OrganisationPart.PlanSharedAccount(found);
        SeatsPart.Plan(found);
        IdentitiesPart.Plan(found);
        OverageLimitsPart.Plan(found);
        RunbookPart.Plan(found);
        RolesPart.Plan(found);
    }

    private static void Names(ConfigComparison found, IEnumerable<ConfigName>? names, ImmutableSortedSet<string> known, string what, Func<string, DecisionBody> body)
    {
        foreach (var name in (names ?? []).DistinctBy(n => n.Name, StringComparer.Ordinal).Where(n => !known.Contains(n.Name)))
        {
            found.Add(name.Path, $"new {what} {name.Name}", body(name.Name));
        }
    }
}
