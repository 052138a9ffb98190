using System.Globalization;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Runbook;

/// <summary>Stages, their actions and what was decided, in the words of pages.</summary>
internal static class RunbookWords
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>What a stage watches: <c>80% used</c>, <c>Exhausted</c>, <c>Projected to exhaust</c>.</summary>
    public static string Stage(StageKind kind, int threshold) => kind switch
    {
        StageKind.Percent => string.Create(Culture, $"{threshold}% used"),
        StageKind.Exhausted => "Exhausted",
        StageKind.ProjectedToExhaust => threshold == 50 ? "Projected to exhaust" : string.Create(Culture, $"Projected to exhaust, {threshold}%"),
        StageKind.Share => string.Create(Culture, $"{threshold}% of its share used"),
    };

    /// <summary>The same, of a stage.</summary>
    public static string Stage(Stage stage) => Stage(stage.Kind, stage.Threshold);

    /// <summary>The same, of a stored id: <c>at-80</c>.</summary>
    public static string Stage(string id) => id == "exhausted" ? "Exhausted"
        : id.StartsWith("at-", StringComparison.Ordinal) ? id[3..] + "% used"
        : id.StartsWith("share-", StringComparison.Ordinal) ? id[6..] + "% of its share used"
        : id.StartsWith("projected-", StringComparison.Ordinal) ? id == "projected-50" ? "Projected to exhaust" : $"Projected to exhaust, {id[10..]}%"
        : id;

    /// <summary>The second line of a stage.</summary>
    public static string About(Stage stage) => stage.Kind switch
    {
        StageKind.Percent => string.Create(Culture, $"tells again after falling below {Math.Max(0, stage.Threshold - Credits.Runbook.Stage.RearmPoints)}%"),
        StageKind.Exhausted => "nothing is left of the credit",
        StageKind.ProjectedToExhaust => string.Create(Culture, $"at least {stage.Threshold}% likely, from the 3rd active day"),
        StageKind.Share => string.Create(Culture, $"each seat's share of the shared account; tells again below {Math.Max(0, stage.Threshold - Credits.Runbook.Stage.RearmPoints)}%"),
    };

    /// <summary>What happened: <c>95% reached</c>, <c>Back below 80%</c>.</summary>
    public static string Happened(StageMove move, StageKind kind, int threshold) => (move, kind) switch
    {
        (StageMove.Recovered, StageKind.Percent) => string.Create(Culture, $"Recovered below {threshold}%"),
        (StageMove.Recovered, StageKind.Exhausted) => "Recovered, credit is left again",
        (StageMove.Recovered, StageKind.Share) => string.Create(Culture, $"Recovered below {threshold}% of its share"),
        (StageMove.Recovered, _) => "Recovered, no longer projected to exhaust",
        (StageMove.Seeded, _) => $"{Stage(kind, threshold)}, already passed when the rule was made",
        (_, StageKind.Percent) => string.Create(Culture, $"{threshold}% reached"),
        (_, StageKind.Exhausted) => "Exhausted",
        (_, StageKind.Share) => Stage(kind, threshold),
        _ => "Likely to run out",
    };

    /// <summary>The move alone.</summary>
    public static string Move(StageMove move) => move switch { StageMove.Entered => "Entered", StageMove.Recovered => "Recovered", StageMove.Seeded => "Already passed" };

    /// <summary>The shape of a stage.</summary>
    public static StateKind Shape(StageKind kind, int threshold) => kind switch
    {
        StageKind.Exhausted => StateKind.Exhausted,
        StageKind.ProjectedToExhaust => StateKind.LikelyToRunOut,
        // Nothing runs out with a share.
        StageKind.Share => StateKind.AtRisk,
        _ => threshold >= 95 ? StateKind.LikelyToRunOut : StateKind.AtRisk,
    };

    /// <summary>Who gets the mail of a stage.</summary>
    public static string Mail(RunbookStage stage)
    {
        var who = new List<string>();
        Add(StageMail.SeatHolder, "seat holder");
        Add(StageMail.TeamAdmins, "team admins");
        Add(StageMail.Finance, "finance");
        Add(StageMail.Owners, "owners");
        who.AddRange(stage.ExtraMail.Length switch { 0 => [], 1 => [stage.ExtraMail[0]], var n => [$"{n} addresses"] });
        return who.Count == 0 ? "Nobody" : Upper(string.Join(", ", who));

        void Add(StageMail flag, string word)
        {
            if (stage.Mail.HasFlag(flag))
            {
                who.Add(word);
            }
        }
    }

    /// <summary>What the gate answers. A stage on a share denies overage too: it is no stage for credit that is gone.</summary>
    public static string Gate(StageKind kind, GateAnswer answer, string? fallbackModel, int? throttleSeconds) => answer switch
    {
        GateAnswer.Allow => "Allow",
        GateAnswer.Warn => "Warn",
        GateAnswer.Fallback => $"Fall back to {fallbackModel}",
        GateAnswer.Throttle => string.Create(Culture, $"Slow down, wait {throttleSeconds} s"),
        GateAnswer.Deny => kind is StageKind.Share ? "Deny" : "Deny, unless overage is on",
    };

    /// <summary>The same, of a stage.</summary>
    public static string Gate(RunbookStage stage) => Gate(stage.Stage.Kind, stage.Gate, stage.FallbackModel, stage.ThrottleSeconds);

    /// <summary>All else that a stage does; empty when it is nothing.</summary>
    public static IReadOnlyList<string> Then(RunbookStage stage)
    {
        var then = new List<string>();
        if (stage.AskOverageUpTo is { } cap)
        {
            then.Add($"ask for overage up to {Show.Money(cap)}");
        }

        if (stage.RecommendPlan)
        {
            then.Add("recommend a plan");
        }

        if (stage.Webhooks.Length > 0)
        {
            then.Add((stage.Webhooks.Length == 1 ? "webhook " : "webhooks ") + string.Join(", ", stage.Webhooks));
        }

        if (stage.EscalateAfterMinutes is { } minutes)
        {
            then.Add($"escalate after {Minutes(minutes)}");
        }

        return then;
    }

    /// <summary><c>45 min</c>, <c>24 h</c>, <c>1 h 30 min</c>.</summary>
    public static string Minutes(int minutes) => minutes % 60 == 0 ? string.Create(Culture, $"{minutes / 60} h") : minutes < 60 ? string.Create(Culture, $"{minutes} min") : string.Create(Culture, $"{minutes / 60} h {minutes % 60} min");

    /// <summary>Whose runbook, of a stored scope.</summary>
    public static string Scope(string scope, Organisation organisation) =>
        scope.StartsWith("team:", StringComparison.Ordinal) ? $"team {scope[5..]}"
        : scope.StartsWith("seat:", StringComparison.Ordinal) && int.TryParse(scope.AsSpan(5), NumberStyles.None, Culture, out var id) && organisation.Seats.TryGetValue(id, out var seat) ? seat.Name.Length > 0 ? seat.Name : seat.Email
        : "the organisation";

    /// <summary>What a silence covers.</summary>
    public static string Covers(SilenceSet silence, Organisation organisation)
    {
        var who = silence switch
        {
            { SeatId: { } id } => organisation.Seats.TryGetValue(id, out var seat) ? seat.Name.Length > 0 ? seat.Name : seat.Email : "a seat that is gone",
            { Team: { } team } => $"team {team}",
            _ => "every account",
        };
        return silence.StageId is { } stage ? $"{Upper(who)}, {Stage(stage)}" : Upper(who);
    }

    /// <summary>With a capital at its start.</summary>
    public static string Upper(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
