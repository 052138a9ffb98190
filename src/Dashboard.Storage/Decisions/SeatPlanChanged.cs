namespace Dashboard.Storage.Decisions;

/// <summary>Another plan from the decision's instant on.</summary>
public sealed record SeatPlanChanged(int SeatId, string Plan) : SeatDecision(SeatId);
