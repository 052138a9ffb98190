using System.Collections.Immutable;
using Dashboard.Credits.Money;

namespace Dashboard.Credits.Runbook;

/// <summary>A stage and what happens when an account enters it, decided in advance. Law, section 8.</summary>
public sealed record RunbookStage
{
    /// <summary>The longest time to wait for an acknowledgement, in minutes: one week.</summary>
    public const int MostEscalateMinutes = 7 * 24 * 60;

    /// <summary>The shortest and the longest time a gate asks callers to wait, in seconds.</summary>
    public const int LeastThrottleSeconds = 1, MostThrottleSeconds = 3600;

    /// <summary>The most addresses and the most webhook targets a stage names, each.</summary>
    public const int MostTargets = 20;

    /// <summary>What is watched.</summary>
    public required Stage Stage { get; init; }

    /// <summary>Who gets a mail.</summary>
    public StageMail Mail { get; init; }

    /// <summary>Further addresses that get the mail.</summary>
    public ImmutableArray<string> ExtraMail { get; init; } = [];

    /// <summary>Names of the webhook targets that are told.</summary>
    public ImmutableArray<string> Webhooks { get; init; } = [];

    /// <summary>What the gate answers while the stage is entered; with several the strictest.</summary>
    public GateAnswer Gate { get; init; } = GateAnswer.Allow;

    /// <summary>The model to use instead; needed for <see cref="GateAnswer.Fallback"/> and for it alone.</summary>
    public string? FallbackModel { get; init; }

    /// <summary>How long a caller should wait, in seconds; needed for <see cref="GateAnswer.Throttle"/> and for it alone.</summary>
    public int? ThrottleSeconds { get; init; }

    /// <summary>Ask the approvers to turn overage on up to this cap; null: do not ask.</summary>
    public Nanodollars? AskOverageUpTo { get; init; }

    /// <summary>Say which plan would fit the seat better.</summary>
    public bool RecommendPlan { get; init; }

    /// <summary>When nobody acknowledged after so many minutes, owners and finance get a mail; null: never.</summary>
    public int? EscalateAfterMinutes { get; init; }

    /// <summary>What is wrong with it, in words for the person who writes it; null when nothing is.</summary>
    public string? Problem =>
        ExtraMail.IsDefault || Webhooks.IsDefault || ExtraMail.Length > MostTargets || Webhooks.Length > MostTargets ? $"A stage names at most {MostTargets} addresses and {MostTargets} webhooks."
        : ExtraMail.Any(m => !IsAddress(m)) ? "An address is not an e-mail address."
        : Webhooks.Any(string.IsNullOrWhiteSpace) ? "A webhook has no name."
        : !Enum.IsDefined(Gate) ? "There is no such gate answer."
        : (Gate is GateAnswer.Fallback) != !string.IsNullOrWhiteSpace(FallbackModel) ? "A fallback needs a model, and nothing else has one."
        : (Gate is GateAnswer.Throttle) != (ThrottleSeconds is not null) ? "A throttle needs a number of seconds, and nothing else has one."
        : ThrottleSeconds is < LeastThrottleSeconds or > MostThrottleSeconds ? $"A throttle is {LeastThrottleSeconds} to {MostThrottleSeconds} seconds."
        : AskOverageUpTo is { IsPositive: false } ? "The cap to ask for must be above zero."
        : AskOverageUpTo?.Value > Nanodollars.MaxPerEvent ? "The cap to ask for is at most 1,000,000 USD."
        : Stage.Kind is StageKind.Share && (AskOverageUpTo is not null || RecommendPlan) ? "A stage on a share asks for no overage and recommends no plan: the shared account may have credit left."
        : EscalateAfterMinutes is < 1 or > MostEscalateMinutes ? $"Escalation comes after 1 to {MostEscalateMinutes} minutes."
        : null;

    /// <inheritdoc/>
    public bool Equals(RunbookStage? other) => other is not null && Stage == other.Stage && Mail == other.Mail && Gate == other.Gate && FallbackModel == other.FallbackModel
        && ThrottleSeconds == other.ThrottleSeconds && AskOverageUpTo == other.AskOverageUpTo && RecommendPlan == other.RecommendPlan && EscalateAfterMinutes == other.EscalateAfterMinutes
        && ExtraMail.SequenceEqual(other.ExtraMail, StringComparer.Ordinal) && Webhooks.SequenceEqual(other.Webhooks, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Stage, Mail, Gate, AskOverageUpTo, EscalateAfterMinutes, ExtraMail.Length, Webhooks.Length);

    private static bool IsAddress(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < text.Length - 1 && text.Length <= 254 && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is ',' or ';' or '<' or '>');
    }
}
