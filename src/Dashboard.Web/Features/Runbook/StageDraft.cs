using System.Collections.Immutable;
using System.Globalization;
using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;

namespace Dashboard.Web.Features.Runbook;

/// <summary>A stage as somebody edits it.</summary>
public sealed class StageDraft
{
    private static readonly char[] Between = [',', ';', ' ', '\n', '\r', '\t'];

    /// <summary>Where it stood in the list; null: a new one.</summary>
    public int? Place { get; init; }

    public StageKind Kind { get; set; } = StageKind.Percent;

    public string Threshold { get; set; } = "";

    public bool SeatHolder { get; set; }

    public bool TeamAdmins { get; set; }

    public bool Finance { get; set; }

    public bool Owners { get; set; }

    /// <summary>Addresses, separated by commas, spaces or lines.</summary>
    public string Extra { get; set; } = "";

    /// <summary>Names of the targets that are ticked.</summary>
    public HashSet<string> Webhooks { get; } = new(StringComparer.Ordinal);

    public GateAnswer Gate { get; set; } = GateAnswer.Allow;

    public string FallbackModel { get; set; } = "";

    public string ThrottleSeconds { get; set; } = "60";

    /// <summary>USD; empty: do not ask.</summary>
    public string AskUpTo { get; set; } = "";

    public bool RecommendPlan { get; set; }

    /// <summary>A number; empty: never.</summary>
    public string EscalateAfter { get; set; } = "";

    /// <summary>Minutes in the unit of <see cref="EscalateAfter"/>.</summary>
    public int EscalateUnit { get; set; } = 60;

    /// <summary>A stored stage, to be edited.</summary>
    public static StageDraft Of(RunbookStage stage, int place)
    {
        ArgumentNullException.ThrowIfNull(stage);
        var unit = stage.EscalateAfterMinutes is { } minutes && minutes % 60 != 0 ? 1 : 60;
        var draft = new StageDraft
        {
            Place = place,
            Kind = stage.Stage.Kind,
            Threshold = stage.Stage.Kind is StageKind.Exhausted ? "" : Number(stage.Stage.Threshold),
            SeatHolder = stage.Mail.HasFlag(StageMail.SeatHolder),
            TeamAdmins = stage.Mail.HasFlag(StageMail.TeamAdmins),
            Finance = stage.Mail.HasFlag(StageMail.Finance),
            Owners = stage.Mail.HasFlag(StageMail.Owners),
            Extra = string.Join(", ", stage.ExtraMail),
            Gate = stage.Gate,
            FallbackModel = stage.FallbackModel ?? "",
            ThrottleSeconds = Number(stage.ThrottleSeconds ?? 60),
            AskUpTo = stage.AskOverageUpTo is { } cap ? Usd.Format(cap) : "",
            RecommendPlan = stage.RecommendPlan,
            EscalateAfter = stage.EscalateAfterMinutes is { } after ? Number(after / unit) : "",
            EscalateUnit = unit,
        };
        draft.Webhooks.UnionWith(stage.Webhooks);
        return draft;
    }

    /// <summary>The stage, or what is wrong with it.</summary>
    public (RunbookStage? Stage, string? Problem) Read()
    {
        var threshold = 0;
        if (Kind is not StageKind.Exhausted && !(int.TryParse(Threshold.Trim().TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out threshold) && (Kind is StageKind.Percent or StageKind.Share ? threshold is >= 1 and <= 100 : threshold is >= 6 and <= 99)))
        {
            return (null, Kind is StageKind.Percent or StageKind.Share ? "The percentage is a whole number from 1 to 100." : "The probability is a whole number from 6 to 99.");
        }

        var seconds = 0;
        if (Gate is GateAnswer.Throttle && !int.TryParse(ThrottleSeconds.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out seconds))
        {
            return (null, $"The wait is {RunbookStage.LeastThrottleSeconds} to {RunbookStage.MostThrottleSeconds} seconds.");
        }

        Nanodollars? cap = null;
        if (Kind is not StageKind.Share && AskUpTo.Trim().Length > 0)
        {
            if (!Usd.TryParse(AskUpTo.Trim(), out var parsed))
            {
                return (null, "The cap to ask for is an amount in USD such as 40, or empty.");
            }

            cap = parsed;
        }

        var after = 0;
        if (EscalateAfter.Trim().Length > 0 && !(int.TryParse(EscalateAfter.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out after) && after <= RunbookStage.MostEscalateMinutes))
        {
            return (null, "The time to escalate after is a whole number, or empty.");
        }

        var stage = new RunbookStage
        {
            Stage = Stage.Of(Kind, threshold),
            Mail = (SeatHolder ? StageMail.SeatHolder : 0) | (TeamAdmins ? StageMail.TeamAdmins : 0) | (Finance ? StageMail.Finance : 0) | (Owners ? StageMail.Owners : 0),
            ExtraMail = [.. Extra.Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(m => m.ToLowerInvariant()).Distinct(StringComparer.Ordinal)],
            Webhooks = [.. Webhooks.Order(StringComparer.Ordinal)],
            Gate = Gate,
            FallbackModel = Gate is GateAnswer.Fallback ? FallbackModel.Trim() : null,
            ThrottleSeconds = Gate is GateAnswer.Throttle ? seconds : null,
            AskOverageUpTo = cap,
            RecommendPlan = RecommendPlan && Kind is not StageKind.Share,
            EscalateAfterMinutes = EscalateAfter.Trim().Length > 0 ? after * EscalateUnit : null,
        };
        return stage.Problem is { } problem ? (null, problem) : (stage, null);
    }

    /// <summary>The list with this stage in it, in the order of the table; or what is wrong.</summary>
    public (RunbookRules? Rules, string? Problem) Into(RunbookRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (Read() is not { Stage: { } stage } read)
        {
            return (null, Read().Problem);
        }

        var stages = Place is { } place ? rules.Stages.SetItem(place, stage) : rules.Stages.Add(stage);
        var result = new RunbookRules { Stages = Ordered(stages) };
        return result.Problem is { } problem ? (null, problem) : (result, read.Problem);
    }

    /// <summary>Projected first, then by percentage, exhausted: the order in which a seat meets them. Those of shares stand last.</summary>
    public static ImmutableArray<RunbookStage> Ordered(IEnumerable<RunbookStage> stages) =>
        [.. stages.OrderBy(s => s.Stage.Kind switch { StageKind.ProjectedToExhaust => 0, StageKind.Percent => 1, StageKind.Exhausted => 2, StageKind.Share => 3 }).ThenBy(s => s.Stage.Threshold)];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
