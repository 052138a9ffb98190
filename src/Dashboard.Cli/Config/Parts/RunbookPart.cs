using System.Collections.Immutable;
using System.Globalization;
using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config.Parts;

/// <summary>What happens at which stage: the runbooks of the organisation, of teams and of seats, the dead man's windows, and what the gate answers when it cannot know. Silences are no configuration.</summary>
internal static class RunbookPart
{
    private static readonly (bool Value, string Word)[] Failures = [(true, "open"), (false, "closed")];

    private static readonly (GateAnswer Value, string Word)[] Gates =
        [(GateAnswer.Allow, "allow"), (GateAnswer.Warn, "warn"), (GateAnswer.Fallback, "fallback"), (GateAnswer.Throttle, "throttle"), (GateAnswer.Deny, "deny")];

    private static readonly (StageMail Value, string Word)[] Mails =
        [(StageMail.SeatHolder, "seat-holder"), (StageMail.TeamAdmins, "team-admins"), (StageMail.Finance, "finance"), (StageMail.Owners, "owners")];

    public static void Write(ConfigText text, Organisation organisation)
    {
        var runbooks = organisation.Runbooks;
        text.Object("runbook", () =>
        {
            if (Current(runbooks.Organisation) is { } own)
            {
                WriteStages(text, "organisation", own);
            }

            text.Object("teams", () =>
            {
                foreach (var (team, versions) in runbooks.Teams.Where(t => Current(t.Value) is not null))
                {
                    WriteStages(text, team, Current(versions)!);
                }
            });
            text.Object("seats", () =>
            {
                foreach (var (email, rules) in Seats(organisation).OrderBy(s => s.Email, StringComparer.Ordinal))
                {
                    WriteStages(text, email, rules);
                }
            });
            text.Object("deadMan", () =>
            {
                if (runbooks.DeadMan.IngestHours is { } hours)
                {
                    text.Json.WriteNumber("ingestHours", hours);
                }
                else
                {
                    text.Json.WriteNull("ingestHours");
                }

                text.Json.WriteNumber("evaluationMinutes", runbooks.DeadMan.EvaluationMinutes);
            });
            text.Json.WriteString("gateFails", ConfigWords.Of(Failures, runbooks.GateFailsOpen));
        });
    }

    public static ConfigRunbook? Read(ConfigNode node)
    {
        if (node.Object("organisation", "teams", "seats", "deadMan", "gateFails") is not { } keys)
        {
            return null;
        }

        return new ConfigRunbook(
            node.Path,
            keys["organisation"] is { } own ? new ConfigStages(own.Path, "", own.IsNull ? null : ReadStages(own)) : null,
            Scoped(keys["teams"], key => key.Trim()),
            Scoped(keys["seats"], key => key.Trim().ToLowerInvariant()),
            keys["deadMan"] is { } windows ? ReadWindows(windows) : null,
            keys["gateFails"]?.Word(Failures));
    }

    public static void Plan(ConfigComparison found)
    {
        if (found.File.Runbook is not { } wanted)
        {
            return;
        }

        var runbooks = found.Organisation.Runbooks;
        if (wanted.Organisation is { } own)
        {
            PlanScope(found, own.Path, "the organisation", Current(runbooks.Organisation), own.Rules, rules => new RunbookSet(null, null, rules));
        }

        foreach (var team in wanted.Teams ?? [])
        {
            PlanScope(found, team.Path, $"team {team.Key}", Current(runbooks.Teams.GetValueOrDefault(team.Key)), team.Rules, rules => new RunbookSet(team.Key, null, rules));
        }

        foreach (var gone in runbooks.Teams.Where(t => Current(t.Value) is not null && wanted.Teams?.All(w => w.Key != t.Key) == true))
        {
            PlanScope(found, wanted.Path + ".teams", $"team {gone.Key}", Current(gone.Value), null, rules => new RunbookSet(gone.Key, null, rules));
        }

        PlanSeats(found, wanted);
        if (wanted.DeadMan is { } windows && windows.Set != runbooks.DeadMan)
        {
            found.Add(windows.Path, $"no-data alarm {Word(runbooks.DeadMan)} -> {Word(windows.Set)}", windows.Set);
        }

        if (wanted.GateFailsOpen is { } open && open != runbooks.GateFailsOpen)
        {
            found.Add(wanted.Path + ".gateFails", $"gate fails {ConfigWords.Of(Failures, runbooks.GateFailsOpen)} -> {ConfigWords.Of(Failures, open)}", new GateFailureSet(open));
        }
    }

    private static void PlanSeats(ConfigComparison found, ConfigRunbook wanted)
    {
        var added = (found.File.Seats ?? []).Where(s => found.Organisation.SeatOf(s.Email) is null).Select((s, i) => (s.Email, Id: -1 - i)).ToDictionary(s => s.Email, s => s.Id, StringComparer.Ordinal);
        foreach (var seat in wanted.Seats ?? [])
        {
            if ((found.Organisation.SeatOf(seat.Key)?.Id ?? (added.TryGetValue(seat.Key, out var id) ? id : null)) is not { } known)
            {
                found.Problem(seat.Path, "There is no seat with this e-mail, and the file adds none.");
                continue;
            }

            PlanScope(found, seat.Path, seat.Key, Current(found.Organisation.Runbooks.Seats.GetValueOrDefault(known)), seat.Rules, rules => new RunbookSet(null, known, rules));
        }

        foreach (var (email, rules) in Seats(found.Organisation).Where(s => wanted.Seats?.All(w => w.Key != s.Email) == true))
        {
            PlanScope(found, wanted.Path + ".seats", email, rules, null, none => new RunbookSet(null, found.Organisation.SeatOf(email)!.Id, none));
        }
    }

    private static void PlanScope(ConfigComparison found, string path, string whose, RunbookRules? have, RunbookRules? wanted, Func<RunbookRules?, RunbookSet> body)
    {
        if (have == wanted)
        {
            return;
        }

        var text = wanted is null ? $"runbook of {whose}: none of its own any more"
            : $"runbook of {whose}: {(have is null ? "" : string.Join(", ", have.Stages.Select(s => s.Stage.Id)) + " -> ")}{(wanted.Stages.IsEmpty ? "no stage" : string.Join(", ", wanted.Stages.Select(s => s.Stage.Id + (have?.StageOf(s.Stage.Id) is { } old && old != s ? " (changed)" : ""))))}";
        found.Add(path, text, body(wanted));
    }

    private static void WriteStages(ConfigText text, string key, RunbookRules rules) => text.Many(key, rules.Stages, stage => text.Object(() =>
    {
        text.Json.WriteString("stage", stage.Stage.Id);
        text.Many("mail", Mails.Where(m => stage.Mail.HasFlag(m.Value)).Select(m => m.Word).Concat(stage.ExtraMail), text.Json.WriteStringValue);
        text.Many("webhooks", stage.Webhooks, text.Json.WriteStringValue);
        text.Json.WriteString("gate", ConfigWords.Of(Gates, stage.Gate));
        text.Optional("model", stage.FallbackModel);
        if (stage.ThrottleSeconds is { } seconds)
        {
            text.Json.WriteNumber("seconds", seconds);
        }

        text.Optional("askOverageUpTo", stage.AskOverageUpTo is { } cap ? Usd.Format(cap) : null);
        text.Json.WriteBoolean("recommendPlan", stage.RecommendPlan);
        if (stage.EscalateAfterMinutes is { } minutes)
        {
            text.Json.WriteNumber("escalateAfterMinutes", minutes);
        }
    }));

    private static ImmutableArray<ConfigStages>? Scoped(ConfigNode? node, Func<string, string> name)
    {
        if (node is null)
        {
            return null;
        }

        var scopes = node.Entries().Select(e => new ConfigStages(e.Value.Path, name(e.Key), ReadStages(e.Value))).ToImmutableArray();
        if (scopes.DistinctBy(s => s.Key, StringComparer.Ordinal).Count() < scopes.Length)
        {
            node.Problem("A name stands here twice.");
        }

        return scopes;
    }

    private static RunbookRules? ReadStages(ConfigNode node)
    {
        var rules = new RunbookRules { Stages = node.List(ReadStage) };
        if (rules.Problem is { } problem)
        {
            node.Problem(problem);
        }

        return rules;
    }

    private static RunbookStage? ReadStage(ConfigNode node)
    {
        if (node.Object("stage", "mail", "webhooks", "gate", "model", "seconds", "askOverageUpTo", "recommendPlan", "escalateAfterMinutes") is not { } keys || keys.Needed("stage") is not { } id || id.Text() is not { } text)
        {
            return null;
        }

        if (StageOf(text) is not { } stage)
        {
            id.Problem("One of the stages is needed here: at-80, projected-50, share-80, exhausted; the number is 1 to 100, for projected 6 to 99.");
            return null;
        }

        var mail = keys.List("mail", n => n.Text()) ?? [];
        return new RunbookStage
        {
            Stage = stage,
            Mail = Mails.Where(m => mail.Contains(m.Word)).Aggregate(StageMail.None, (all, m) => all | m.Value),
            ExtraMail = [.. mail.Where(m => Mails.All(w => w.Word != m))],
            Webhooks = keys.List("webhooks", n => n.Text()) ?? [],
            Gate = keys["gate"]?.Word(Gates) ?? GateAnswer.Allow,
            FallbackModel = keys["model"]?.TextOrNull(),
            ThrottleSeconds = (int?)keys["seconds"]?.Number(RunbookStage.LeastThrottleSeconds, RunbookStage.MostThrottleSeconds),
            AskOverageUpTo = keys["askOverageUpTo"]?.Money(),
            RecommendPlan = keys["recommendPlan"]?.Flag() ?? false,
            EscalateAfterMinutes = (int?)keys["escalateAfterMinutes"]?.Number(1, RunbookStage.MostEscalateMinutes),
        };
    }

    private static Stage? StageOf(string id) =>
        id == "exhausted" ? Stage.WhenExhausted()
        : id.StartsWith("at-", StringComparison.Ordinal) && Number(id[3..]) is { } percent and >= 1 and <= 100 ? Stage.AtPercent(percent)
        : id.StartsWith("share-", StringComparison.Ordinal) && Number(id[6..]) is { } share and >= 1 and <= 100 ? Stage.AtShare(share)
        : id.StartsWith("projected-", StringComparison.Ordinal) && Number(id[10..]) is { } probability and > Stage.RearmPoints and <= 99 ? Stage.WhenProjected(probability)
        : null;

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == text ? number : null;

    private static ConfigDeadMan? ReadWindows(ConfigNode node) => node.Object("ingestHours", "evaluationMinutes") is { } keys && keys.Needed("ingestHours") is { } hours && keys.Needed("evaluationMinutes") is { } minutes
        ? new ConfigDeadMan(node.Path, new DeadManSet(hours.IsNull ? null : (int)hours.Number(1, 744), (int)minutes.Number(5, 1440)))
        : null;

    private static string Word(DeadManSet windows) => string.Create(CultureInfo.InvariantCulture, $"{(windows.IngestHours is { } hours ? $"{hours} h" : "never")} without usage, {windows.EvaluationMinutes} min without an evaluation");

    private static RunbookRules? Current(ImmutableArray<RunbookVersion> versions) => versions.IsDefaultOrEmpty ? null : versions[^1].Rules;

    private static IEnumerable<(string Email, RunbookRules Rules)> Seats(Organisation organisation) =>
        organisation.Runbooks.Seats.Where(s => Current(s.Value) is not null && organisation.Seats.ContainsKey(s.Key)).Select(s => (organisation.Seats[s.Key].Email, Current(s.Value)!));
}
