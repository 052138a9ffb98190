using Dashboard.Credits.Cycles;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Identities;

/// <summary>What a decision about identities would do, or did.</summary>
/// <param name="Moves">By seat before and after, the dearest first.</param>
/// <param name="Cycles">The cycles that are derived again, a line a seat.</param>
/// <param name="Problem">Why it is refused; null when it is not.</param>
public sealed record IdentityMoves(IReadOnlyList<IdentityMove> Moves, IReadOnlyList<string> Cycles, string? Problem = null)
{
    /// <summary>Events that move.</summary>
    public long Events => Moves.Sum(m => m.Events);

    /// <summary>From what the log answers.</summary>
    public static IdentityMoves Of(AppendResult result, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result is not AppendResult.Appended appended)
        {
            return new([], [], ((AppendResult.Refused)result).Refusals[0].Message);
        }

        var organisation = appended.Organisation;
        var moves = appended.Moves.Moves.Where(m => m.FromSeat != m.ToSeat).ToList();
        return new(
            [.. moves
                .GroupBy(m => (m.FromSeat, m.ToSeat))
                .Select(g => new IdentityMove(NameOf(organisation, g.Key.FromSeat), NameOf(organisation, g.Key.ToSeat), g.Sum(m => (long)m.Events), g.Sum(m => (long)m.UnpricedAfter), new(g.Sum(m => m.CostAfter.Value))))
                .OrderByDescending(m => m.Cost).ThenBy(m => m.From, StringComparer.Ordinal).ThenBy(m => m.To, StringComparer.Ordinal)],
            [.. moves
                .SelectMany(m => (IEnumerable<(int Seat, long First, long Last)>)[(m.FromSeat, m.FirstMs, m.LastMs), (m.ToSeat, m.FirstMs, m.LastMs)])
                .Where(m => m.Seat != 0)
                .GroupBy(m => m.Seat)
                .Select(g => CyclesOf(organisation, g.Key, g.Min(m => m.First), g.Max(m => m.Last), now))
                .Order(StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>A seat by its name, else its e-mail.</summary>
    public static string NameOf(Organisation organisation, int seatId)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        return seatId == 0 ? "Unassigned" : organisation.Seats.TryGetValue(seatId, out var seat) ? seat.Name.Length > 0 ? seat.Name : seat.Email : $"Seat {seatId}";
    }

    private static string CyclesOf(Organisation organisation, int seatId, long firstMs, long lastMs, DateTimeOffset now)
    {
        var calendar = organisation.AccountOf(seatId).Calendar;
        var (first, last) = (calendar.At(firstMs), calendar.At(lastMs));
        var count = calendar.Between(first.StartMs, last.EndMs).Count();
        var books = ZoneDays.FirstInstantOf(organisation.Rules.BooksStart, ZoneDays.Find(organisation.Rules.Zone.At(now.ToUnixTimeMilliseconds())));
        var what = count == 1 ? Show.Cycle(first.StartDay, first.EndDay) : $"{Show.Counted(count, "cycle", "cycles")}, {Show.Cycle(first.StartDay, last.EndDay)}";
        return $"{NameOf(organisation, seatId)}: {what}{(last.EndMs <= books ? ", before the books start: shown, not posted" : first.EndMs <= books ? ", the earliest before the books start" : "")}";
    }
}
