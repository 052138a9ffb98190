namespace Dashboard.Storage.Decisions;

/// <summary>A programme's credit was claimed at the decision's instant. Seat 0: by the organisation, for its shared account.</summary>
public sealed record CreditClaimed(int SeatId, string ProgrammeId) : SeatDecision(SeatId);
