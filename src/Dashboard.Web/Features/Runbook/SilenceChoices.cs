namespace Dashboard.Web.Features.Runbook;

/// <summary>What a person may silence.</summary>
/// <param name="Whom">As values and names: <c>seat:12</c>, <c>team:Cloud</c>, <c>all</c>.</param>
/// <param name="Stages">Ids of the stages of all runbooks in force.</param>
/// <param name="Today">The local day.</param>
public sealed record SilenceChoices(IReadOnlyList<(string Value, string Name)> Whom, IReadOnlyList<string> Stages, DateOnly Today);
