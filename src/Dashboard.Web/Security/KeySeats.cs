using System.Collections.Immutable;
using System.Text.Json;
using Dashboard.Credits.Seats;

namespace Dashboard.Web.Security;

/// <summary>The seats that a key may send usage and ask the gate for: those of some teams, by their team now, and some by id.</summary>
/// <param name="Teams">Teams.</param>
/// <param name="Seats">Seat ids.</param>
public sealed record KeySeats(ImmutableSortedSet<string> Teams, ImmutableSortedSet<int> Seats)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>What was stored; null: every seat.</summary>
    public static KeySeats? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<KeySeats>(json, Json);

    /// <summary>As it is stored.</summary>
    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <summary>Whether usage of this seat may be sent, or the gate be asked for it, at an instant, Unix milliseconds UTC. Usage without a seat may not.</summary>
    public bool Has(Seat? seat, long nowMs) =>
        seat is not null && (Seats.Contains(seat.Id) || (seat.Team.At(nowMs) is { } team && Teams.Contains(team)));
}
