using System.Data.Common;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Overage;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Reads;

/// <summary>One seat in its running cycle: a row of the grid, and the heart of the API's seat.</summary>
public sealed record SeatLine
{
    internal const string Columns =
        "seat_id, email, name, team, cost_centre, plan, active, account_id, cycle_start, cycle_end, kind, cycle_state, state, allocated, consumed, available, overage, uncovered, expired, voided, used, "
        + "allowance, left_on_the_table, unpriced_events, last_event_ms, overage_on, overage_cap, projected, projected_low, projected_high, projected_overage, exhaust_probability, exhaust_day, as_of_ms, "
        + $"CASE WHEN {Contradiction} THEN 1 ELSE 0 END";

    /// <summary><see cref="OverageContradiction.Holds"/> for the setting that holds now, over the running cycle.</summary>
    internal const string Contradiction =
        "EXISTS (SELECT 1 FROM seat_cycle c WHERE c.seat_id = seat_now.seat_id AND c.account_id = seat_now.account_id AND c.cycle_start = seat_now.cycle_start AND c.granted > 0 "
        + "AND CASE WHEN seat_now.overage_on THEN c.uncovered_over_cap ELSE c.uncovered_off END > 1000000000 "
        + "AND CASE WHEN seat_now.overage_on THEN c.uncovered_over_cap ELSE c.uncovered_off END * 50 > c.granted)";

    public required int SeatId { get; init; }

    public required string Email { get; init; }

    public required string Name { get; init; }

    /// <summary>Null: no team.</summary>
    public required string? Team { get; init; }

    /// <summary>Null: none.</summary>
    public required string? CostCentre { get; init; }

    /// <summary>Plan id.</summary>
    public required string Plan { get; init; }

    /// <summary>Whether the seat is active today.</summary>
    public required bool IsActive { get; init; }

    /// <summary>Whether it draws from the shared account; then <see cref="Allocated"/> is its share, which is no right.</summary>
    public required bool IsShared { get; init; }

    /// <summary>First local day of the running cycle.</summary>
    public required DateOnly CycleStart { get; init; }

    /// <summary>First local day after it.</summary>
    public required DateOnly CycleEnd { get; init; }

    /// <summary>What the ledger does in the cycle; <see cref="CycleKind.Shadow"/> owes nothing.</summary>
    public required CycleKind Kind { get; init; }

    /// <summary>Why there is credit or none.</summary>
    public required SeatCycleState CycleState { get; init; }

    /// <summary>The state word.</summary>
    public required SeatState State { get; init; }

    public required Nanodollars Allocated { get; init; }

    public required Nanodollars Consumed { get; init; }

    public required Nanodollars Available { get; init; }

    public required Nanodollars Overage { get; init; }

    public required Nanodollars Uncovered { get; init; }

    public required Nanodollars Expired { get; init; }

    public required Nanodollars Voided { get; init; }

    /// <summary>Consumed + overage + uncovered; where nothing posts, covered usage.</summary>
    public required Nanodollars Used { get; init; }

    /// <summary>The allowance, also when it is not claimed.</summary>
    public required Nanodollars Allowance { get; init; }

    /// <summary>min(usage before the claim, allowance).</summary>
    public required Nanodollars LeftOnTheTable { get; init; }

    /// <summary>Events of the cycle without a price, of any pool.</summary>
    public required long UnpricedEvents { get; init; }

    /// <summary>Newest usage of any pool, Unix milliseconds UTC; null without any.</summary>
    public required long? LastEventMs { get; init; }

    public required bool OverageIsOn { get; init; }

    /// <summary>Null: no cap.</summary>
    public required Nanodollars? OverageCap { get; init; }

    /// <summary>Expected usage at the cycle's end, and its 80% band.</summary>
    public required Nanodollars Projected { get; init; }

    public required Nanodollars ProjectedLow { get; init; }

    public required Nanodollars ProjectedHigh { get; init; }

    /// <summary>Overage to expect by the cycle's end under today's overage setting, what is posted included.</summary>
    public required Nanodollars ProjectedOverage { get; init; }

    /// <summary>0 to 1; null without an allocation.</summary>
    public required double? ExhaustProbability { get; init; }

    /// <summary>Null: not this cycle.</summary>
    public required DateOnly? ExhaustionDate { get; init; }

    /// <summary>Whether usage goes on although overage is off or its cap is reached: the vendor's switch is probably not where it should be.</summary>
    public required bool UsageGoesOn { get; init; }

    /// <summary>When all this was derived, Unix milliseconds UTC.</summary>
    public required long AsOfMs { get; init; }

    internal static SeatLine Read(DbDataReader r) => new()
    {
        SeatId = r.GetInt32(0),
        Email = r.GetString(1),
        Name = r.GetString(2),
        Team = Text(r, 3),
        CostCentre = Text(r, 4),
        Plan = r.GetString(5),
        IsActive = r.GetBoolean(6),
        IsShared = r.GetInt32(7) == 0,
        CycleStart = StoredDay.ToDay(r.GetInt32(8)),
        CycleEnd = StoredDay.ToDay(r.GetInt32(9)),
        Kind = (CycleKind)r.GetInt32(10),
        CycleState = (SeatCycleState)r.GetInt32(11),
        State = (SeatState)r.GetInt32(12),
        Allocated = new(r.GetInt64(13)),
        Consumed = new(r.GetInt64(14)),
        Available = new(r.GetInt64(15)),
        Overage = new(r.GetInt64(16)),
        Uncovered = new(r.GetInt64(17)),
        Expired = new(r.GetInt64(18)),
        Voided = new(r.GetInt64(19)),
        Used = new(r.GetInt64(20)),
        Allowance = new(r.GetInt64(21)),
        LeftOnTheTable = new(r.GetInt64(22)),
        UnpricedEvents = r.GetInt64(23),
        LastEventMs = r.GetInt64(24) is > 0 and var at ? at : null,
        OverageIsOn = r.GetBoolean(25),
        OverageCap = r.IsDBNull(26) ? null : new(r.GetInt64(26)),
        Projected = new(r.GetInt64(27)),
        ProjectedLow = new(r.GetInt64(28)),
        ProjectedHigh = new(r.GetInt64(29)),
        ProjectedOverage = new(r.GetInt64(30)),
        ExhaustProbability = r.IsDBNull(31) ? null : r.GetDouble(31),
        ExhaustionDate = r.IsDBNull(32) ? null : StoredDay.ToDay(r.GetInt32(32)),
        AsOfMs = r.GetInt64(33),
        UsageGoesOn = r.GetInt32(34) == 1,
    };

    private static string? Text(DbDataReader r, int column) => r.GetString(column) is { Length: > 0 } text ? text : null;
}
