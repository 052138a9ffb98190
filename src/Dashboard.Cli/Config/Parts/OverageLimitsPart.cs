using Dashboard.Credits.Money;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config.Parts;

/// <summary>Limits on overage: the ceilings on open caps, and what one person may decide.</summary>
internal static class OverageLimitsPart
{
    public static void Write(ConfigText text, Organisation organisation)
    {
        var limits = organisation.OverageLimits;
        text.Object("overageLimits", () =>
        {
            text.Json.WriteString("ceiling", limits.Ceiling is { } ceiling ? Usd.Format(ceiling) : null);
            text.Json.WriteString("onePersonUpTo", limits.OnePersonUpTo is { } one ? Usd.Format(one) : null);
            text.Object("teamCeilings", () =>
            {
                foreach (var (team, amount) in limits.TeamCeilings)
                {
                    text.Json.WriteString(team, Usd.Format(amount));
                }
            });
        });
    }

    public static ConfigLimits? Read(ConfigNode node)
    {
        if (node.Object("ceiling", "onePersonUpTo", "teamCeilings") is not { } keys)
        {
            return null;
        }

        return new ConfigLimits(
            node.Path, keys["ceiling"] is not null, Amount("ceiling"), keys["onePersonUpTo"] is not null, Amount("onePersonUpTo"),
            keys["teamCeilings"] is { } teams ? [.. teams.Entries().Select(e => new ConfigCeiling(e.Value.Path, e.Key.Trim(), e.Value.Money()))] : null);

        Nanodollars? Amount(string key) => keys[key] is { IsNull: false } value ? value.Money() : null;
    }

    public static void Plan(ConfigComparison found)
    {
        if (found.File.OverageLimits is not { } wanted)
        {
            return;
        }

        var limits = found.Organisation.OverageLimits;
        if (wanted.SaysCeiling && wanted.Ceiling != limits.Ceiling)
        {
            found.Add(wanted.Path + ".ceiling", $"ceiling on open caps {Word(limits.Ceiling)} -> {Word(wanted.Ceiling)}", new OverageCeilingSet(null, wanted.Ceiling));
        }

        if (wanted.SaysOnePerson && wanted.OnePersonUpTo != limits.OnePersonUpTo)
        {
            found.Add(wanted.Path + ".onePersonUpTo", $"caps decided by one person up to {Word(limits.OnePersonUpTo)} -> {Word(wanted.OnePersonUpTo)}", new OverageApprovalLimitSet(wanted.OnePersonUpTo));
        }

        if (wanted.Teams is not { } teams)
        {
            return;
        }

        foreach (var team in teams.Where(t => limits.CeilingOf(t.Team) != t.Amount))
        {
            found.Add(team.Path, $"ceiling on open caps of team {team.Team} {Word(limits.CeilingOf(team.Team))} -> {Word(team.Amount)}", new OverageCeilingSet(team.Team, team.Amount));
        }

        foreach (var (team, amount) in limits.TeamCeilings.Where(c => teams.All(t => t.Team != c.Key)))
        {
            found.Add(wanted.Path + ".teamCeilings", $"ceiling on open caps of team {team} {Word(amount)} -> none", new OverageCeilingSet(team, null));
        }

        static string Word(Nanodollars? amount) => amount is { } usd ? Usd.Format(usd) + " USD" : "none";
    }
}
