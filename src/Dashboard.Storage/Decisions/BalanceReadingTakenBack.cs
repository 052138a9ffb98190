namespace Dashboard.Storage.Decisions;

/// <summary>A reading was a mistake and is no longer compared.</summary>
/// <param name="SeatId">The seat; 0: the shared account.</param>
/// <param name="Reading">Sequence of the <see cref="BalanceRead"/>.</param>
public sealed record BalanceReadingTakenBack(int SeatId, long Reading) : SeatDecision(SeatId);
