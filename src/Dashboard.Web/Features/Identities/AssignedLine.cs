using Dashboard.Credits.Usage;

namespace Dashboard.Web.Features.Identities;

/// <summary>A name that was assigned.</summary>
/// <param name="Identity">The name.</param>
/// <param name="SeatId">Whose it is now; null: nobody's.</param>
/// <param name="Seat">The seat's name.</param>
/// <param name="Changes">Newest first.</param>
public sealed record AssignedLine(Identity Identity, int? SeatId, string? Seat, IReadOnlyList<AssignedChange> Changes);
