using Dashboard.Credits.Money;

namespace Dashboard.Storage.Decisions;

/// <summary>Overage on or off from the decision's instant on, which must not lie before it was booked. Seat 0: usage in the shared account without a seat.</summary>
/// <param name="SeatId">The seat.</param>
/// <param name="On">On or off.</param>
/// <param name="Cap">The most overage in one cycle; null: no cap.</param>
/// <param name="UntilMs">End, excluded; null: open.</param>
/// <param name="RequestId">The request that it approves, whose proposer is another person; null: none.</param>
/// <param name="Seen">The seat's newest overage decision that the person had before them, 0 for none: refused when there is another by now. Null: not compared.</param>
public sealed record OverageDecided(int SeatId, bool On, Nanodollars? Cap = null, long? UntilMs = null, long? RequestId = null, long? Seen = null) : SeatDecision(SeatId);
