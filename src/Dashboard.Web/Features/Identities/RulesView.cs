using System.Collections.Immutable;
using Dashboard.Credits.Usage;

namespace Dashboard.Web.Features.Identities;

/// <summary>What the page of identity rules shows.</summary>
/// <param name="Rules">As they stand now, in order.</param>
/// <param name="Names">The names of all seats, by id.</param>
/// <param name="Ahead">Dates from which other rules hold, later than now.</param>
/// <param name="Zone">The organisation's zone.</param>
public sealed record RulesView(ImmutableArray<IdentityRule> Rules, IReadOnlyDictionary<int, string> Names, IReadOnlyList<long> Ahead, TimeZoneInfo Zone)
{
    /// <summary>A seat by its name.</summary>
    public string NameOf(int seatId) => seatId == 0 ? "Unassigned" : Names.TryGetValue(seatId, out var name) ? name : $"Seat {seatId}";
}
