using Dashboard.Credits.Programmes;

namespace Dashboard.Storage.Decisions;

/// <summary>An allowance from a day on. It takes effect with the first grant after its day and after it was entered.</summary>
/// <param name="ProgrammeId">The programme.</param>
/// <param name="Row">The row; when it was entered is the decision's booked-at.</param>
public sealed record AllowanceSet(string ProgrammeId, AllowanceRow Row) : OrganisationDecision;
