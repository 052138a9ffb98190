namespace Dashboard.Storage.Decisions;

/// <summary>A new cost centre, without seats.</summary>
/// <param name="Name">Its name; no other cost centre has it in any case.</param>
public sealed record CostCentreCreated(string Name) : TeamDecision;
