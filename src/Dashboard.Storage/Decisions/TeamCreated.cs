namespace Dashboard.Storage.Decisions;

/// <summary>A new team, without seats.</summary>
/// <param name="Name">Its name; no other team has it in any case.</param>
public sealed record TeamCreated(string Name) : TeamDecision;
