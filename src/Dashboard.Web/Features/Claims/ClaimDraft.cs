namespace Dashboard.Web.Features.Claims;

/// <summary>A claim that somebody wants to record.</summary>
/// <param name="SeatId">The seat.</param>
/// <param name="On">The local day; the claim counts from its first instant.</param>
/// <param name="Line">The line of the list it stands on; 0: none.</param>
public sealed record ClaimDraft(int SeatId, DateOnly On, int Line = 0);
