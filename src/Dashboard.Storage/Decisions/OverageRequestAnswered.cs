namespace Dashboard.Storage.Decisions;

/// <summary>Another person than the one who asked answers. With an approval comes an <see cref="OverageDecided"/> that names the request, in the same call and by the same person.</summary>
/// <param name="SeatId">The seat of the request.</param>
/// <param name="RequestId">The request.</param>
/// <param name="Approved">Approved or refused.</param>
public sealed record OverageRequestAnswered(int SeatId, long RequestId, bool Approved) : SeatDecision(SeatId);
