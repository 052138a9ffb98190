namespace Dashboard.Storage.Decisions;

/// <summary>A team that nothing names: no seat now, before or later, no role, allowance or ceiling. It was made by mistake.</summary>
/// <param name="Name">Its name.</param>
public sealed record TeamRemoved(string Name) : TeamDecision;
