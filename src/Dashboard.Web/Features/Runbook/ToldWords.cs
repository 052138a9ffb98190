using Dashboard.Credits.Runbook;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Runbook;

/// <summary>Who is told because of another version of a runbook, by name. Pure.</summary>
internal static class ToldWords
{
    private const int MostNames = 4;

    /// <summary>One row a stage that is new, or that tells others than before.</summary>
    /// <param name="before">What holds now.</param>
    /// <param name="after">What is to hold.</param>
    /// <param name="organisation">Who has which role.</param>
    /// <param name="team">The team whose runbook it is, or of the seat whose it is; null: of seats of several teams.</param>
    public static IEnumerable<KeyValue> FromNowOn(RunbookRules before, RunbookRules after, Organisation organisation, string? team) => StageDraft.Ordered(after.Stages)
        .Where(s => before.StageOf(s.Stage.Id) is not { } was || was.Mail != s.Mail || !was.ExtraMail.SequenceEqual(s.ExtraMail, StringComparer.Ordinal) || !was.Webhooks.SequenceEqual(s.Webhooks, StringComparer.Ordinal))
        .Select(s => new KeyValue($"Told at “{RunbookWords.Stage(s.Stage)}”", Names(s, organisation, team)));

    /// <summary>What happens at once, when it is saved.</summary>
    public static IEnumerable<KeyValue> AtOnce(RunbookEffect effect)
    {
        if (effect.Passed > 0)
        {
            yield return new("Past a new stage already", $"{Show.Counted(effect.Passed, "seat", "seats")}: recorded, without the stage's actions");
            yield return new(
                "Told of that now, once",
                effect.Told.Count == 0 ? "nobody: whoever would be told knows of a higher stage" : Join([.. effect.Told.Select(t => $"{t.Recipient} ({Show.Counted(t.Accounts, "seat", "seats")})")])
                    + (effect.Told.All(t => t.Accounts < effect.Passed) ? "; the others stand in a higher stage that was told of" : ""));
        }

        if (effect.Withdrawn + effect.Shortened > 0)
        {
            yield return new(
                "Waiting messages about stages that go",
                string.Join(", ", new[] { effect.Withdrawn > 0 ? $"{Show.Count(effect.Withdrawn)} taken back" : "", effect.Shortened > 0 ? $"{Show.Count(effect.Shortened)} shortened" : "" }.Where(t => t.Length > 0)));
        }
    }

    private static string Names(RunbookStage stage, Organisation organisation, string? team)
    {
        var who = new List<string>();
        if (stage.Mail.HasFlag(StageMail.SeatHolder))
        {
            who.Add("the seat's holder");
        }

        if (stage.Mail.HasFlag(StageMail.TeamAdmins))
        {
            who.Add(team is null ? "the admins of the seat's team" : $"admins of {team} ({Holding(organisation, g => g.Role is Role.TeamAdmin && g.Team == team)})");
        }

        if (stage.Mail.HasFlag(StageMail.Finance))
        {
            who.Add($"finance ({Holding(organisation, g => g.Role is Role.Finance)})");
        }

        if (stage.Mail.HasFlag(StageMail.Owners))
        {
            who.Add($"owners ({Holding(organisation, g => g.Role is Role.Owner)})");
        }

        who.AddRange(stage.ExtraMail);
        who.AddRange(stage.Webhooks.Select(w => $"webhook {w}"));
        return who.Count == 0 ? "nobody" : string.Join(", ", who);
    }

    private static string Holding(Organisation organisation, Func<RoleGrant, bool> isMeant) =>
        organisation.Roles.Where(p => p.Value.Any(isMeant)).Select(p => p.Key).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } people ? Join(people) : "nobody has this role";

    private static string Join(List<string> names) => string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? $" and {names.Count - MostNames} more" : "");
}
