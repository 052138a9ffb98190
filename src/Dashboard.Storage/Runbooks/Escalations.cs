using Dashboard.Credits.Runbook;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks.Letters;

namespace Dashboard.Storage.Runbooks;

/// <summary>Stages that nobody acknowledged in the time that they say.</summary>
internal static class Escalations
{
    /// <summary>Takes those that are due: each is escalated once. What recovered, fell silent, was taken out of the runbook or belongs to a cycle that has ended is over, and not told.</summary>
    public static async Task<List<(StageLine Line, long AtMs)>> TakeAsync(Sql sql, Organisation organisation, long nowMs)
    {
        var due = await sql.QueryAsync(
            "SELECT c.id, c.account_id, c.cycle_start, c.cycle_end, c.stage_id, c.kind, c.threshold, c.decided_at_ms, c.allocated, c.consumed, c.available, c.overage, c.exhaust_probability, c.exhaust_day, c.gate, c.fallback_model, "
            + "(SELECT COUNT(*) FROM stage_crossing o WHERE o.account_id = c.account_id AND o.cycle_start = c.cycle_start AND o.stage_id = c.stage_id AND o.crossing > c.crossing) "
            + ", c.scope FROM stage_crossing c WHERE c.escalate_at_ms IS NOT NULL AND c.escalate_at_ms <= @now AND c.escalated_at_ms IS NULL AND c.acknowledged_at_ms IS NULL ORDER BY c.id",
            r => (AtMs: r.GetInt64(7), Later: r.GetInt64(16), Scope: r.GetString(17), Line: new StageLine
            {
                CrossingId = r.GetInt64(0),
                SeatId = r.GetInt32(1),
                Name = "",
                Email = "",
                StageId = r.GetString(4),
                StageKind = (StageKind)r.GetInt32(5),
                Threshold = r.GetInt32(6),
                Move = StageMove.Entered,
                Shadow = false,
                CycleStart = StoredDay.ToDay(r.GetInt32(2)),
                CycleEnd = StoredDay.ToDay(r.GetInt32(3)),
                Allocated = new(r.GetInt64(8)),
                Consumed = new(r.GetInt64(9)),
                Available = new(r.GetInt64(10)),
                Overage = new(r.GetInt64(11)),
                OverageOn = false,
                ExhaustionProbability = r.IsDBNull(12) ? null : r.GetDouble(12),
                ExhaustionDate = r.IsDBNull(13) ? null : StoredDay.ToDay(r.GetInt32(13)),
                Gate = (GateAnswer)r.GetInt32(14),
                FallbackModel = r.IsDBNull(15) ? null : r.GetString(15),
            }),
            ("@now", nowMs));
        foreach (var crossing in due)
        {
            await sql.ExecuteAsync("UPDATE stage_crossing SET escalated_at_ms = @now WHERE id = @id", ("@now", nowMs), ("@id", crossing.Line.CrossingId));
        }

        return Told(due.Select(c => (c.Line, c.AtMs, c.Scope, Stands: c.Later == 0)), organisation, nowMs);
    }

    /// <summary>Which of those that are due are told: what still stands, in a cycle that runs, of a stage that the runbook still has, and that nobody silenced. Pure.</summary>
    public static List<(StageLine Line, long AtMs)> Told(IEnumerable<(StageLine Line, long AtMs, string Scope, bool Stands)> due, Organisation organisation, long nowMs)
    {
        var today = organisation.DayOf(nowMs);
        return
        [
            .. due.Where(c => c.Stands && c.Line.CycleEnd > today)
                .Where(c => organisation.Runbooks.Of(c.Scope, organisation.Seats.GetValueOrDefault(c.Line.SeatId), nowMs).Rules.StageOf(c.Line.StageId) is not null)
                .Select(c => (Line: Named(c.Line, organisation, nowMs), c.AtMs))
                .Where(c => organisation.Runbooks.SilenceOf(c.Line.SeatId, c.Line.Team, c.Line.StageId, nowMs) is null),
        ];
    }

    /// <summary>A crossing as an escalation tells it: the figures of its instant, what the stage says, names as they are when it is told.</summary>
    public static StageLine Line(NewCrossing c) => new()
    {
        CrossingId = c.Id,
        SeatId = c.SeatId,
        Name = "",
        Email = "",
        StageId = c.Stage.Stage.Id,
        StageKind = c.Stage.Stage.Kind,
        Threshold = c.Stage.Stage.Threshold,
        Move = StageMove.Entered,
        Shadow = false,
        CycleStart = c.Account.CycleStart,
        CycleEnd = c.Account.CycleEnd,
        Allocated = c.Account.Reading.Allocation,
        Consumed = c.Account.Reading.Consumed,
        Available = c.Account.Reading.Available,
        Overage = c.Account.Overage,
        OverageOn = false,
        ExhaustionProbability = c.Account.Reading.ExhaustionProbability,
        ExhaustionDate = c.Account.ExhaustionDate,
        Gate = c.Stage.Gate,
        FallbackModel = c.Stage.FallbackModel,
    };

    private static StageLine Named(StageLine line, Organisation organisation, long nowMs) => organisation.Seats.TryGetValue(line.SeatId, out var seat)
        ? line with { Name = seat.Name.Length > 0 ? seat.Name : seat.Email, Email = seat.Email, Team = seat.Team.At(nowMs), OverageOn = seat.Overage.At(nowMs).On }
        : line;
}
