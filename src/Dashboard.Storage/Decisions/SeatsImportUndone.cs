namespace Dashboard.Storage.Decisions;

/// <summary>The last import of seats was taken back by the next <paramref name="Changes"/> decisions in the log.</summary>
/// <param name="Import">Sequence of the <see cref="SeatsImported"/> decision.</param>
/// <param name="Changes">How many decisions follow that belong to it.</param>
public sealed record SeatsImportUndone(long Import, int Changes) : ImportDecision;
