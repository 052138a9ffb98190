using Dashboard.Credits.Seats;

namespace Dashboard.Cli.Seats;

/// <summary>Which seats whoever imports may change; lines about others are left out.</summary>
/// <param name="Seat">Whether a seat is theirs.</param>
/// <param name="Team">Whether a seat may go to a team; null is no team.</param>
public sealed record SeatReach(Func<Seat, bool> Seat, Func<string?, bool> Team)
{
    /// <summary>Every seat and team.</summary>
    public static SeatReach All { get; } = new(_ => true, _ => true);
}
