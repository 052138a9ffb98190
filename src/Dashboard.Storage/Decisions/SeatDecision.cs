namespace Dashboard.Storage.Decisions;

/// <summary>A decision about one seat. A negative id names the seat that a <see cref="SeatAdded"/> with the same negative id adds in the same call.</summary>
/// <param name="SeatId">The seat.</param>
public abstract record SeatDecision(int SeatId) : DecisionBody
{
    public override string Subject => $"seat:{SeatId}";
}
