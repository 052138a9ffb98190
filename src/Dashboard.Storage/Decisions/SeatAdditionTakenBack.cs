namespace Dashboard.Storage.Decisions;

/// <summary>
/// The seat was added by mistake: it and its grants are gone, and its e-mail is free again. Only for a seat that never had usage, a void
/// or an adjustment and that no source names; any other seat ends (<see cref="SeatEnded"/>).
/// </summary>
/// <param name="SeatId">The seat.</param>
public sealed record SeatAdditionTakenBack(int SeatId) : SeatDecision(SeatId);
