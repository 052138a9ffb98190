using System.Collections.Immutable;
using Dashboard.Credits.Seats;
using Dashboard.Storage.Reads;

namespace Dashboard.Web.Security;

/// <summary>Which seats a right holds for: all, those of some teams (by their team at the instant asked for), the one with an e-mail, or several of these together.</summary>
/// <param name="All">Every seat, and usage without a seat.</param>
/// <param name="Teams">Seats of these teams.</param>
/// <param name="Email">The seat with this e-mail in lower case; null for none.</param>
public sealed record SeatScope(bool All, ImmutableSortedSet<string> Teams, string? Email)
{
    /// <summary>No seat.</summary>
    public static SeatScope None { get; } = new(false, [], null);

    /// <summary>Every seat.</summary>
    public static SeatScope Everything { get; } = new(true, [], null);

    /// <summary>The same for the database: null for every seat.</summary>
    public SeatsWithin? Within => All ? null : new SeatsWithin(Teams, Email);

    /// <summary>Whether no seat can be in it.</summary>
    public bool IsEmpty => !All && Teams.IsEmpty && Email is null;

    /// <summary>Whether the seat is in it at an instant, Unix milliseconds UTC.</summary>
    public bool Has(Seat seat, long atMs)
    {
        ArgumentNullException.ThrowIfNull(seat);
        return All || seat.Email == Email || (seat.Team.At(atMs) is { } team && Teams.Contains(team));
    }

    /// <summary>Whether every seat of the team is in it.</summary>
    public bool HasTeam(string? team) => All || (team is not null && Teams.Contains(team));
}
