namespace Dashboard.Storage.Decisions;

/// <summary>A list of seats was imported: the next <paramref name="Changes"/> decisions in the log, written in one transaction with this one.</summary>
/// <param name="File">How the list was named.</param>
/// <param name="Changes">How many decisions follow that belong to it.</param>
public sealed record SeatsImported(string File, int Changes) : ImportDecision;
