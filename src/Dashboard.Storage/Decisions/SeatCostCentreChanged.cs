namespace Dashboard.Storage.Decisions;

/// <summary>Another cost centre from the decision's instant on; null for none.</summary>
public sealed record SeatCostCentreChanged(int SeatId, string? CostCentre) : SeatDecision(SeatId);
