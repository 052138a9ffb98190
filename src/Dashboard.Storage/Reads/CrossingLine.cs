using System.Data.Common;
using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Reads;

/// <summary>One decision of the runbook, with the figures of its instant and what became of what it tells.</summary>
public sealed record CrossingLine
{
    /// <summary>Its number; later decisions have higher ones.</summary>
    public required long Id { get; init; }

    /// <summary>The seat; 0: the shared account.</summary>
    public required int SeatId { get; init; }

    /// <summary>The seat's e-mail today; empty for the shared account.</summary>
    public required string Email { get; init; }

    /// <summary>The seat's name today; empty for the shared account, and for a seat without a name.</summary>
    public required string Name { get; init; }

    /// <summary>The seat's team today.</summary>
    public string? Team { get; init; }

    public required DateOnly CycleStart { get; init; }

    /// <summary>First day after the cycle.</summary>
    public required DateOnly CycleEnd { get; init; }

    public required string StageId { get; init; }

    public required StageKind Kind { get; init; }

    public required int Threshold { get; init; }

    /// <summary>1 for the first entry, 2 for the recovery, 3 for the next entry.</summary>
    public required int Crossing { get; init; }

    public required StageMove Move { get; init; }

    /// <summary>Unix milliseconds UTC.</summary>
    public required long DecidedAtMs { get; init; }

    /// <summary>The cycle is as if the programme were live: only owners and finance were told.</summary>
    public required bool IsShadow { get; init; }

    /// <summary>Whose runbook decided: <c>organisation</c>, <c>team:Platform</c>, <c>seat:12</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>Sequence of the decision that set that runbook; 0: the default.</summary>
    public required long Version { get; init; }

    public required Nanodollars Allocated { get; init; }

    public required Nanodollars Consumed { get; init; }

    public required Nanodollars Available { get; init; }

    public required Nanodollars Overage { get; init; }

    /// <summary>P(exhaust), 0 to 1; null without a projection.</summary>
    public double? ExhaustionProbability { get; init; }

    public DateOnly? ExhaustionDate { get; init; }

    public required GateAnswer Gate { get; init; }

    public string? FallbackModel { get; init; }

    public int? ThrottleSeconds { get; init; }

    /// <summary>The silence that kept its messages back.</summary>
    public long? SilenceId { get; init; }

    /// <summary>The request for overage that it made.</summary>
    public long? RequestId { get; init; }

    public string? AcknowledgedBy { get; init; }

    /// <summary>Unix milliseconds UTC; null: nobody did.</summary>
    public long? AcknowledgedAtMs { get; init; }

    public string? AcknowledgedNote { get; init; }

    /// <summary>When owners and finance are told if nobody acknowledges, Unix milliseconds UTC.</summary>
    public long? EscalateAtMs { get; init; }

    public long? EscalatedAtMs { get; init; }

    /// <summary>Mails and webhook calls that tell of it, and were delivered.</summary>
    public required int Delivered { get; init; }

    /// <summary>Those that are still to be delivered.</summary>
    public required int Waiting { get; init; }

    /// <summary>Those that were given up.</summary>
    public required int GivenUp { get; init; }

    /// <summary>Those that were taken back because the stage went.</summary>
    public required int Withdrawn { get; init; }

    internal const string Columns =
        "c.id, c.account_id, COALESCE(n.email, ''), COALESCE(n.name, ''), COALESCE(n.team, ''), c.cycle_start, c.cycle_end, c.stage_id, c.kind, c.threshold, c.crossing, c.move, c.decided_at_ms, c.shadow, c.scope, c.version, "
        + "c.allocated, c.consumed, c.available, c.overage, c.exhaust_probability, c.exhaust_day, c.gate, c.fallback_model, c.throttle_seconds, c.silence_id, c.request_id, "
        + "c.acknowledged_by, c.acknowledged_at_ms, c.acknowledged_note, c.escalate_at_ms, c.escalated_at_ms, "
        + "(SELECT COUNT(*) FROM outbox_crossing x JOIN outbox o ON o.id = x.outbox_id WHERE x.crossing_id = c.id AND o.state = 3), "
        + "(SELECT COUNT(*) FROM outbox_crossing x JOIN outbox o ON o.id = x.outbox_id WHERE x.crossing_id = c.id AND o.state < 3), "
        + "(SELECT COUNT(*) FROM outbox_crossing x JOIN outbox o ON o.id = x.outbox_id WHERE x.crossing_id = c.id AND o.state = 4), "
        + "(SELECT COUNT(*) FROM outbox_crossing x JOIN outbox o ON o.id = x.outbox_id WHERE x.crossing_id = c.id AND o.state = 5)";

    /// <summary>The tables of <see cref="Columns"/>.</summary>
    internal const string From = "stage_crossing c LEFT JOIN seat_now n ON n.seat_id = c.account_id";

    internal static CrossingLine Read(DbDataReader r) => new()
    {
        Id = r.GetInt64(0),
        SeatId = r.GetInt32(1),
        Email = r.GetString(2),
        Name = r.GetString(3),
        Team = r.GetString(4) is { Length: > 0 } team ? team : null,
        CycleStart = StoredDay.ToDay(r.GetInt32(5)),
        CycleEnd = StoredDay.ToDay(r.GetInt32(6)),
        StageId = r.GetString(7),
        Kind = (StageKind)r.GetInt32(8),
        Threshold = r.GetInt32(9),
        Crossing = r.GetInt32(10),
        Move = (StageMove)r.GetInt32(11),
        DecidedAtMs = r.GetInt64(12),
        IsShadow = r.GetBoolean(13),
        Scope = r.GetString(14),
        Version = r.GetInt64(15),
        Allocated = new(r.GetInt64(16)),
        Consumed = new(r.GetInt64(17)),
        Available = new(r.GetInt64(18)),
        Overage = new(r.GetInt64(19)),
        ExhaustionProbability = r.IsDBNull(20) ? null : r.GetDouble(20),
        ExhaustionDate = r.IsDBNull(21) ? null : StoredDay.ToDay(r.GetInt32(21)),
        Gate = (GateAnswer)r.GetInt32(22),
        FallbackModel = Text(r, 23),
        ThrottleSeconds = r.IsDBNull(24) ? null : r.GetInt32(24),
        SilenceId = Number(r, 25),
        RequestId = Number(r, 26),
        AcknowledgedBy = Text(r, 27),
        AcknowledgedAtMs = Number(r, 28),
        AcknowledgedNote = Text(r, 29),
        EscalateAtMs = Number(r, 30),
        EscalatedAtMs = Number(r, 31),
        Delivered = (int)r.GetInt64(32),
        Waiting = (int)r.GetInt64(33),
        GivenUp = (int)r.GetInt64(34),
        Withdrawn = (int)r.GetInt64(35),
    };

    private static string? Text(DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);

    private static long? Number(DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetInt64(column);
}
