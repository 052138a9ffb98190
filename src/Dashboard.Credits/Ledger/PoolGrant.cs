using System.Collections.Immutable;
using System.Globalization;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;

namespace Dashboard.Credits.Ledger;

/// <summary>A grant of the shared account, computed from the seats held at grant time. Source: law, section 3.</summary>
public static class PoolGrant
{
    /// <summary>
    /// Each seat's share of a grant at an instant and its local day: its allowance, or its part of the cap by largest remainder (ties to the
    /// smaller seat id). The shares sum to the grant. Seats without a pooled allowance have none.
    /// </summary>
    public static ImmutableArray<SeatShare> At(Programme programme, IReadOnlyList<Seat> seats, DateOnly day, long atMs)
    {
        var held = new List<SeatShare>();
        foreach (var seat in seats)
        {
            var allowance = seat.IsActiveOn(day)
                ? programme.AllowanceAt(day, atMs, seat.Plan.At(atMs), seat.Team.At(atMs), seat.Email)
                : null;
            if (allowance is { Scope: ProgrammeScope.Pooled, Amount: { IsPositive: true } amount })
            {
                held.Add(new SeatShare(seat.Id, amount));
            }
        }

        if (held.Count == 0 || programme.PoolCap is not { } cap || held.Sum(s => s.Amount) <= cap)
        {
            return [.. held.OrderBy(s => s.SeatId)];
        }

        var parts = Apportionment.Split(
            cap,
            [.. held.Select(s => s.Amount.Value)],
            [.. held.Select(s => s.SeatId.ToString("D10", CultureInfo.InvariantCulture))]);
        return [.. held.Select((s, i) => s with { Amount = parts[i] }).OrderBy(s => s.SeatId)];
    }
}
