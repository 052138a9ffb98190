using System.Collections.Immutable;

namespace Dashboard.Credits.Runbook;

/// <summary>What happens at which stage. A later version replaces it whole; of organisation, team and seat the most specific one applies, whole. Law, section 8.</summary>
public sealed record RunbookRules
{
    /// <summary>The most stages of one runbook.</summary>
    public const int MostStages = 20;

    /// <summary>The stages, one an id.</summary>
    public required ImmutableArray<RunbookStage> Stages { get; init; }

    /// <summary>
    /// What a new organisation has: mails at 80% to the holder, at 95% and when the credit will probably run out to the holder and the team
    /// admins, and when it is gone to them and to finance. The gate warns at 95% and denies when the credit is gone.
    /// </summary>
    public static RunbookRules Default { get; } = new()
    {
        Stages =
        [
            new() { Stage = Stage.AtPercent(80), Mail = StageMail.SeatHolder },
            new() { Stage = Stage.AtPercent(95), Mail = StageMail.SeatHolder | StageMail.TeamAdmins, Gate = GateAnswer.Warn },
            new() { Stage = Stage.WhenProjected(50), Mail = StageMail.SeatHolder | StageMail.TeamAdmins },
            new() { Stage = Stage.WhenExhausted(), Mail = StageMail.SeatHolder | StageMail.TeamAdmins | StageMail.Finance, Gate = GateAnswer.Deny, RecommendPlan = true, EscalateAfterMinutes = 24 * 60 },
        ],
    };

    /// <summary>The stages alone.</summary>
    public IReadOnlyList<Stage> Watched => [.. Stages.Select(s => s.Stage)];

    /// <summary>The stage with this id, or null.</summary>
    public RunbookStage? StageOf(string id) => Stages.FirstOrDefault(s => s.Stage.Id == id);

    /// <summary>What is wrong with it, in words for the person who writes it; null when nothing is. A runbook without stages is allowed: nothing happens.</summary>
    public string? Problem =>
        Stages.IsDefault || Stages.Length > MostStages ? $"A runbook has at most {MostStages} stages."
        : Stages.Select(s => s.Stage.Id).Distinct(StringComparer.Ordinal).Count() != Stages.Length ? "Two stages watch the same."
        : Stages.Select(s => s.Problem is { } problem ? $"{s.Stage.Id}: {problem}" : null).FirstOrDefault(p => p is not null);

    /// <inheritdoc/>
    public bool Equals(RunbookRules? other) => other is not null && Stages.SequenceEqual(other.Stages);

    /// <inheritdoc/>
    public override int GetHashCode() => Stages.IsDefault ? 0 : Stages.Aggregate(0, (hash, s) => HashCode.Combine(hash, s));
}
