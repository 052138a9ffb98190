namespace Dashboard.Storage.Decisions;

/// <summary>The same team under another name, in the past too: in the histories of its seats, the roles of its admins and its allowances.</summary>
/// <param name="Name">The name so far.</param>
/// <param name="To">The new name; no other team has it in any case.</param>
public sealed record TeamRenamed(string Name, string To) : TeamDecision;
