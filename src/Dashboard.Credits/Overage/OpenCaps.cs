using System.Collections.Immutable;
using Dashboard.Credits.Seats;

namespace Dashboard.Credits.Overage;

/// <summary>
/// The caps that are open at an instant, by team and together: of every active seat the loosest setting that is decided to hold at
/// that instant or later. What ceilings are compared with. Source: law, section 6.
/// </summary>
public sealed class OpenCaps
{
    private static readonly OpenCaps Empty = new(
        ImmutableDictionary<int, (string Team, OverageSetting Setting)>.Empty, ImmutableDictionary.Create<string, OpenCapSum>(StringComparer.Ordinal), default);

    private readonly ImmutableDictionary<int, (string Team, OverageSetting Setting)> _seats;
    private readonly ImmutableDictionary<string, OpenCapSum> _teams;

    private OpenCaps(ImmutableDictionary<int, (string Team, OverageSetting Setting)> seats, ImmutableDictionary<string, OpenCapSum> teams, OpenCapSum all)
    {
        _seats = seats;
        _teams = teams;
        Organisation = all;
    }

    /// <summary>All of them, the organisation's own setting for usage without a seat included.</summary>
    public OpenCapSum Organisation { get; }

    /// <summary>Those of an instant.</summary>
    /// <param name="seats">The seats.</param>
    /// <param name="organisation">The organisation's own decisions.</param>
    /// <param name="today">The local day of the instant: seats that are not active on it have no open cap.</param>
    /// <param name="atMs">The instant, Unix milliseconds UTC.</param>
    public static OpenCaps At(IEnumerable<Seat> seats, OverageHistory organisation, DateOnly today, long atMs)
    {
        ArgumentNullException.ThrowIfNull(seats);
        ArgumentNullException.ThrowIfNull(organisation);
        var caps = Empty.With(0, null, organisation.LoosestFrom(atMs));
        foreach (var seat in seats)
        {
            if (seat.Overage.Decisions.Count > 0 && seat.IsActiveOn(today))
            {
                caps = caps.With(seat.Id, seat.Team.At(atMs), seat.Overage.LoosestFrom(atMs));
            }
        }

        return caps;
    }

    /// <summary>Those of one team; null: of seats without a team.</summary>
    public OpenCapSum OfTeam(string? team) => _teams.GetValueOrDefault(team ?? "");

    /// <summary>These with another setting of one seat (0: the organisation's own).</summary>
    public OpenCaps With(int seatId, string? team, OverageSetting setting)
    {
        var (teams, all) = (_teams, Organisation);
        if (_seats.TryGetValue(seatId, out var before))
        {
            (teams, all) = (teams.SetItem(before.Team, teams[before.Team].Plus(before.Setting, -1)), all.Plus(before.Setting, -1));
        }

        if (!setting.On)
        {
            return new OpenCaps(_seats.Remove(seatId), teams, all);
        }

        // Usage without a seat is no team's.
        var key = seatId == 0 ? "\n" : team ?? "";
        return new OpenCaps(_seats.SetItem(seatId, (key, setting)), teams.SetItem(key, teams.GetValueOrDefault(key).Plus(setting, 1)), all.Plus(setting, 1));
    }
}
