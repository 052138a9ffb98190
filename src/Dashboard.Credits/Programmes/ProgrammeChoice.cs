namespace Dashboard.Credits.Programmes;

/// <summary>The organisation's decision which programme the ledger obeys and how; it holds for cycles that start at or after its instant.</summary>
/// <param name="ProgrammeId">Id of the programme.</param>
/// <param name="Mode">Its mode.</param>
public sealed record ProgrammeChoice(string ProgrammeId, ProgrammeMode Mode);
