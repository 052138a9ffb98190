namespace Dashboard.Storage.Decisions;

/// <summary>The same cost centre under another name, in the past too.</summary>
/// <param name="Name">The name so far.</param>
/// <param name="To">The new name; no other cost centre has it in any case.</param>
public sealed record CostCentreRenamed(string Name, string To) : TeamDecision;
