using Dashboard.Credits.Programmes;

namespace Dashboard.Storage.Decisions;

/// <summary>Which programme the ledger obeys and how. The first choice holds for the running cycle too; a later one starts with the next cycle.</summary>
/// <param name="ProgrammeId">The programme.</param>
/// <param name="Mode">Its mode.</param>
public sealed record ProgrammeChosen(string ProgrammeId, ProgrammeMode Mode) : OrganisationDecision;
