using System.Collections.Immutable;
using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Mail.Letters;

/// <summary>All that one letter has to say of one seat, told under its most urgent stage.</summary>
internal sealed class StageSeat
{
    private readonly ImmutableArray<StageLine> _lines;

    private StageSeat(IEnumerable<StageLine> lines)
    {
        _lines = [.. lines.OrderByDescending(Rank)];
        Top = _lines[0];
    }

    /// <summary>The line it is told under.</summary>
    public StageLine Top { get; }

    /// <summary>Where its section stands: the highest first.</summary>
    public int Order => Rank(Top);

    /// <summary>The shared account has no name of its own.</summary>
    public string Name => Top.Name.Length > 0 ? Top.Name : "The shared account";

    /// <summary>It is about the seat's share of the shared account: an internal budget, after which nothing runs out.</summary>
    public bool IsShare => Top.StageKind is StageKind.Share;

    public (string Heading, Tone Tone) Section => (Top.Move, Top.StageKind) switch
    {
        (StageMove.Recovered, _) => ("Recovered", Tone.Ok),
        (StageMove.Seeded, _) => ("Already passed when the rule was made", Tone.Quiet),
        (_, StageKind.Exhausted) => ("Exhausted", Tone.Exhausted),
        (_, StageKind.ProjectedToExhaust) => ("Likely to run out", Tone.Likely),
        (_, StageKind.Share) => ($"{Top.Threshold}% of the share used", Tone.Risk),
        (_, _) => ($"{Top.Threshold}% used", Top.Threshold >= 95 ? Tone.Likely : Tone.Risk),
    };

    /// <summary>What is new, in the order of urgency.</summary>
    private IEnumerable<StageLine> Entered => _lines.Where(l => l.Move is StageMove.Entered);

    /// <summary>The strictest answer of the gate.</summary>
    public StageLine? Gate => Entered.Where(l => l.Gate is not GateAnswer.Allow).MaxBy(l => l.Gate);

    public Nanodollars? Asked => Entered.Select(l => l.AskedOverage).FirstOrDefault(a => a is not null);

    public StageLine? Recommends => Entered.FirstOrDefault(l => l.RecommendedPlan is not null);

    /// <summary>One entry a seat, the most urgent first; of equal ones in the order of the letter.</summary>
    public static IReadOnlyList<StageSeat> Of(IEnumerable<StageLine> lines) =>
        [.. lines.GroupBy(l => l.SeatId).Select(g => new StageSeat(g)).OrderByDescending(s => s.Order)];

    /// <summary>What else there is to say: the team, when it ends, what was done.</summary>
    public string Detail(DateOnly today) => Sentence([Top.Team ?? (Top.SeatId == 0 ? null : "no team"), .. Facts(today)]) + string.Concat(Done(today).Select(d => $" {d}."));

    /// <summary>When the credit ends, and the other stages that this letter tells of.</summary>
    public IEnumerable<string> Facts(DateOnly today)
    {
        if (Top.Move is StageMove.Recovered)
        {
            yield return string.Join(", ", _lines.Where(l => l.Move is StageMove.Recovered).Select(Left));
            yield break;
        }

        if (IsShare)
        {
            yield return $"its share of the shared account is no limit, cycle ends {Show.Day(Top.CycleEnd, today)}";
        }
        else if (Top is { StageKind: StageKind.Exhausted } or { Available.IsPositive: false })
        {
            yield return $"ran out{(Top.ExhaustionDate is { } past ? $" {Show.Day(past, today)}" : "")}, next credit {Show.Day(Top.CycleEnd, today)}";
        }
        else if (Top.ExhaustionDate is { } day)
        {
            yield return $"runs out around {Show.Day(day, today)}" + (Top.ExhaustionProbability is { } p ? $", {Show.Probability(p)} likely before {Show.Day(Top.CycleEnd, today)}" : "");
        }
        else
        {
            yield return Top.ExhaustionProbability is { } p ? $"not expected to run out before {Show.Day(Top.CycleEnd, today)} ({Show.Probability(p)} likely)" : $"cycle ends {Show.Day(Top.CycleEnd, today)}";
        }

        if (_lines.Skip(1).Where(l => l.Move == Top.Move).Select(Stage).ToList() is { Count: > 0 } others)
        {
            yield return $"also {(Top.Move is StageMove.Seeded ? "past" : "entered")}: {string.Join(", ", others)}";
        }
    }

    /// <summary>What was decided in advance and has happened.</summary>
    public IEnumerable<string> Done(DateOnly today)
    {
        if (Gate is { } gate)
        {
            yield return Answer(gate, today);
        }

        if (Asked is { } cap)
        {
            yield return $"Approvers were asked to allow overage up to {Show.Money(cap)}";
        }

        if (Recommends is { } plan)
        {
            yield return $"{plan.RecommendedPlan} would fit better" + (plan.RecommendedBecause is { Length: > 0 } because ? $": {because.TrimEnd('.')}" : "");
        }
    }

    /// <summary>What the gate does, as a sentence without its stop.</summary>
    private static string Answer(StageLine line, DateOnly today) => line.Gate switch
    {
        GateAnswer.Allow => "Runs go on as before",
        GateAnswer.Warn => "The gate lets runs start with a warning",
        GateAnswer.Fallback => $"The gate lets runs start with {line.FallbackModel} instead",
        GateAnswer.Throttle => "The gate asks runs to slow down",
        GateAnswer.Deny => line.OverageOn && line.StageKind is not StageKind.Share ? "The gate lets runs start as overage" : $"The gate refuses new runs until {Show.Day(line.CycleEnd, today)}",
    };

    private static string Stage(StageLine line) => line.StageKind switch
    {
        StageKind.Percent => $"{line.Threshold}%",
        StageKind.Exhausted => "exhausted",
        StageKind.ProjectedToExhaust => "likely to run out",
        StageKind.Share => $"{line.Threshold}% of its share",
    };

    private static string Left(StageLine line) => line.StageKind switch
    {
        StageKind.Percent => $"below {line.Threshold - Credits.Runbook.Stage.RearmPoints}% again",
        StageKind.Exhausted => "credit is left again",
        StageKind.ProjectedToExhaust => "no longer likely to run out",
        StageKind.Share => $"below {line.Threshold - Credits.Runbook.Stage.RearmPoints}% of its share again",
    };

    private static int Rank(StageLine line) => (line.Move, line.StageKind) switch
    {
        (StageMove.Recovered, _) => 200 + line.Threshold,
        (StageMove.Seeded, StageKind.Exhausted) => 199,
        (StageMove.Seeded, StageKind.Percent or StageKind.Share) => line.Threshold,
        (StageMove.Seeded, _) => 0,
        (_, StageKind.Exhausted) => 2000,
        (_, StageKind.Percent) => 1000 + line.Threshold,
        (_, StageKind.ProjectedToExhaust) => 500 + line.Threshold,
        (_, StageKind.Share) => 300 + line.Threshold,
        _ => 0,
    };

    private static string Sentence(IEnumerable<string?> parts) => string.Join(" · ", parts.Where(p => p is { Length: > 0 })) is { Length: > 0 } text ? text + "." : "";
}
