namespace Dashboard.Credits.Runbook;

/// <summary>The decisions of one evaluation, in the order in which their actions run, and where every stage stands after it.</summary>
public sealed record StageEvaluation(IReadOnlyList<StageDecision> Decisions, IReadOnlyList<StageState> States);
