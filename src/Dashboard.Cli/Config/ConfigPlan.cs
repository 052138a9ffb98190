using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config;

/// <summary>What applying a configuration would decide. Nothing was written.</summary>
/// <param name="Changes">In the order in which they are decided; empty when everything is as the file says.</param>
/// <param name="Notes">What the file says that is not decided, and why.</param>
/// <param name="Problems">Why nothing can be applied; empty when it can.</param>
public sealed record ConfigPlan(IReadOnlyList<ConfigChange> Changes, IReadOnlyList<ConfigProblem> Notes, IReadOnlyList<ConfigProblem> Problems)
{
    /// <summary>The decisions in order.</summary>
    public IReadOnlyList<NewDecision> Decisions => [.. Changes.Select(c => c.Decision)];

    /// <summary>The problems of decisions that were refused, by the place that asked for each.</summary>
    public IReadOnlyList<ConfigProblem> ProblemsOf(AppendResult.Refused refused)
    {
        ArgumentNullException.ThrowIfNull(refused);
        return [.. refused.Refusals.Select(r => new ConfigProblem(r.Index < Changes.Count ? Changes[r.Index].Path : "$", r.Message))];
    }
}
