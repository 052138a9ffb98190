namespace Dashboard.Storage.Decisions;

/// <summary>Another anchor day from the local day of the decision's instant on: the running cycle is cut there.</summary>
public sealed record SeatAnchorChanged(int SeatId, int Anchor) : SeatDecision(SeatId);
