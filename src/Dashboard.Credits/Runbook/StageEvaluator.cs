namespace Dashboard.Credits.Runbook;

/// <summary>
/// Decides which stages an account enters and leaves. Pure: the same stages, states and reading always give the same decisions,
/// and evaluating again after applying them gives none. Law, section 8.
/// </summary>
public static class StageEvaluator
{
    /// <summary>
    /// Evaluates an account in its running cycle. <paramref name="states"/> are those of this account and cycle; a new cycle
    /// starts with none. Recoveries come first, then entries from the lowest stage up: a jump from 70% to 97% enters 80, then 95.
    /// States of stages that the runbook no longer has are kept as they are.
    /// </summary>
    public static StageEvaluation Evaluate(IReadOnlyList<Stage> stages, IReadOnlyList<StageState> states, AccountReading reading)
    {
        var after = states.ToDictionary(s => s.StageId, StringComparer.Ordinal);
        var ordered = InOrder(stages);
        var decisions = new List<StageDecision>();
        foreach (var stage in ordered)
        {
            if (after.TryGetValue(stage.Id, out var state) && state.IsEntered && stage.IsLeftBy(reading))
            {
                decisions.Add(Cross(after, stage, StageMove.Recovered));
            }
        }

        foreach (var stage in ordered)
        {
            if (!after.GetValueOrDefault(stage.Id).IsEntered && stage.IsReachedBy(reading))
            {
                decisions.Add(Cross(after, stage, StageMove.Entered));
            }
        }

        return new StageEvaluation(decisions, InOrder(after));
    }

    /// <summary>
    /// Introduces stages that were just created, or whose threshold changed, to an account in the middle of a cycle: those already
    /// passed are recorded as passed, without their actions. Stages that have a state already stay as they are.
    /// </summary>
    public static StageEvaluation Seed(IReadOnlyList<Stage> created, IReadOnlyList<StageState> states, AccountReading reading)
    {
        var after = states.ToDictionary(s => s.StageId, StringComparer.Ordinal);
        var decisions = new List<StageDecision>();
        foreach (var stage in InOrder(created))
        {
            if (!after.ContainsKey(stage.Id) && stage.IsReachedBy(reading))
            {
                decisions.Add(Cross(after, stage, StageMove.Seeded));
            }
        }

        return new StageEvaluation(decisions, InOrder(after));
    }

    private static StageDecision Cross(Dictionary<string, StageState> states, Stage stage, StageMove move)
    {
        var crossing = states.GetValueOrDefault(stage.Id).Crossings + 1;
        states[stage.Id] = new StageState(stage.Id, crossing);
        return new StageDecision(stage.Id, crossing, move);
    }

    /// <summary>Percentages upwards, then projected, then exhausted, then those of shares upwards; ids break ties.</summary>
    private static List<Stage> InOrder(IReadOnlyList<Stage> stages) =>
    [
        .. stages
            .OrderBy(s => s.Kind switch { StageKind.Percent => 0, StageKind.ProjectedToExhaust => 1, StageKind.Exhausted => 2, StageKind.Share => 3 })
            .ThenBy(s => s.Threshold)
            .ThenBy(s => s.Id, StringComparer.Ordinal),
    ];

    private static List<StageState> InOrder(Dictionary<string, StageState> states) =>
        [.. states.Values.OrderBy(s => s.StageId, StringComparer.Ordinal)];
}
