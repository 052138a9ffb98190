namespace Dashboard.Storage.Decisions;

/// <summary>The last import of seats that was not undone.</summary>
/// <param name="Sequence">Sequence of its <see cref="SeatsImported"/> decision; what belongs to it follows.</param>
/// <param name="File">How the list was named.</param>
/// <param name="Changes">How many decisions belong to it.</param>
/// <param name="AtMs">When it was saved, Unix milliseconds UTC.</param>
/// <param name="By">Who imported.</param>
public sealed record SeatsImport(long Sequence, string File, int Changes, long AtMs, string By);
