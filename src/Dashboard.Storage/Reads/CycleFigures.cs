using System.Data.Common;
using Dashboard.Credits.Ledger;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Reads;

/// <summary>One billing cycle of one seat (or of the shared account) as the ledger has it now.</summary>
public sealed record CycleFigures : CycleTotals
{
    internal const string Columns =
        "c.seat_id, c.account_id, c.cycle_start, c.cycle_end, c.start_ms, c.end_ms, c.kind, c.programme_id, c.state, c.ended, c.granted, c.consumed, c.overage, c.uncovered, c.expired, c.voided, "
        + "c.covered, c.adjusted, c.allowance, c.left_on_the_table, c.uncovered_off, c.uncovered_over_cap, c.uncovered_unclaimed, c.uncovered_not_eligible, c.uncovered_inactive, c.events, c.postings";

    /// <summary>The seat; 0: the shared account itself.</summary>
    public required int SeatId { get; init; }

    /// <summary>Whether these are a seat's part in the shared account: <c>Granted</c> is its share, and it has no balance of its own.</summary>
    public required bool IsPartOfShared { get; init; }

    /// <summary>First local day.</summary>
    public required DateOnly Start { get; init; }

    /// <summary>First local day after it.</summary>
    public required DateOnly End { get; init; }

    /// <summary>First instant, Unix milliseconds UTC.</summary>
    public required long StartMs { get; init; }

    /// <summary>End instant, excluded.</summary>
    public required long EndMs { get; init; }

    internal static CycleFigures Read(DbDataReader r) => new()
    {
        SeatId = r.GetInt32(0),
        IsPartOfShared = r.GetInt32(0) != r.GetInt32(1),
        Start = StoredDay.ToDay(r.GetInt32(2)),
        End = StoredDay.ToDay(r.GetInt32(3)),
        StartMs = r.GetInt64(4),
        EndMs = r.GetInt64(5),
        Kind = (CycleKind)r.GetInt32(6),
        ProgrammeId = r.IsDBNull(7) ? null : r.GetString(7),
        State = (SeatCycleState)r.GetInt32(8),
        Ended = r.GetBoolean(9),
        Flows = new LedgerFlows
        {
            Granted = new(r.GetInt64(10)),
            Consumed = new(r.GetInt64(11)),
            Overage = new(r.GetInt64(12)),
            Uncovered = new(r.GetInt64(13)),
            Expired = new(r.GetInt64(14)),
            Voided = new(r.GetInt64(15)),
        },
        CoveredUsage = new(r.GetInt64(16)),
        Adjusted = new(r.GetInt64(17)),
        Allowance = new(r.GetInt64(18)),
        LeftOnTheTable = new(r.GetInt64(19)),
        Reasons = new UncoveredReasons(new(r.GetInt64(20)), new(r.GetInt64(21)), new(r.GetInt64(22)), new(r.GetInt64(23)), new(r.GetInt64(24))),
        Events = r.GetInt64(25),
        Postings = r.GetInt64(26),
    };
}
