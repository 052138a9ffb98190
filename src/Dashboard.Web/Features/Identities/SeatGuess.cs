using Dashboard.Credits.Seats;

namespace Dashboard.Web.Features.Identities;

/// <summary>A seat that a name may belong to.</summary>
/// <param name="Seat">The seat.</param>
/// <param name="Why">What speaks for it, as a sentence without its end.</param>
public sealed record SeatGuess(Seat Seat, string Why);
