namespace Dashboard.Storage.Decisions;

/// <summary>The claim recorded for the decision's instant was a mistake and counts as never made.</summary>
/// <param name="SeatId">The seat.</param>
/// <param name="ProgrammeId">The programme of the claim.</param>
public sealed record ClaimTakenBack(int SeatId, string ProgrammeId) : SeatDecision(SeatId);
