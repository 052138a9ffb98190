using Dashboard.Storage.Books;
using Dashboard.Storage.Writes;

namespace Dashboard.Storage.Decisions;

/// <summary>
/// What the writer of usage must know of decisions (seats, sources, zone, prices) in its own small tables, and which accounts must be
/// derived again: written in the transaction of the decisions, so that neither is ever without the other.
/// </summary>
internal static class DerivedTables
{
    /// <summary>A cycle has at most 31 days, and what a decision changes never reaches before the cycle that holds its instant.</summary>
    private const long LongestCycleMs = 33L * 86_400_000;

    /// <summary>No past figure changes; only the row of the running cycle is made anew.</summary>
    private const long OnlyNow = long.MaxValue;

    public static async Task WriteAsync(Sql sql, Organisation after, IReadOnlyList<Decision> decisions)
    {
        await sql.InsertAsync(
            "seat",
            "id, email, name, created_at_ms",
            [.. decisions.Select(d => (d.Body as SeatAdded, d.BookedAtMs)).Where(d => d.Item1 is not null).Select(d => new object?[] { d.Item1!.SeatId, d.Item1.Email, d.Item1.Name, d.BookedAtMs })]);
        foreach (var decision in decisions)
        {
            await WriteAsync(sql, decision);
        }

        var seats = new Dictionary<int, long>();
        long? all = null;
        foreach (var decision in decisions)
        {
            var touched = Touches(after, decision);
            all = touched.All is { } from ? Math.Min(from, all ?? long.MaxValue) : all;
            foreach (var (seat, fromMs) in touched.Seats)
            {
                seats[seat] = Math.Min(fromMs, seats.GetValueOrDefault(seat, long.MaxValue));
            }
        }

        if (decisions.Any(d => d.Body is RunbookSet))
        {
            await sql.ExecuteAsync("INSERT INTO runbook_due (account_id) SELECT seat_id FROM seat_now WHERE seat_id = account_id ON CONFLICT (account_id) DO NOTHING");
            await sql.ExecuteAsync("INSERT INTO runbook_due (account_id) SELECT DISTINCT account_id FROM seat_cycle WHERE account_id = 0 ON CONFLICT (account_id) DO NOTHING");
        }

        await Touched.MarkAsync(sql, seats);
        if (all is { } since)
        {
            await Touched.MarkAllAsync(sql, since);
        }

        if (decisions.Any(d => d.Body is OrganisationCreated or ZoneChanged or ContractSet or PriceAdded or PoolRulesChanged or SeatAdded or SeatAdditionTakenBack or SourceDecision or IdentityDecision or MoneySourceSet))
        {
            await sql.ExecuteAsync("INSERT INTO counter (name, value) VALUES ('policy', 1) ON CONFLICT (name) DO UPDATE SET value = counter.value + 1");
        }
    }

    /// <summary>Which accounts a decision lets be derived again, and from when: all of them, or some.</summary>
    public static (long? All, IEnumerable<(int Seat, long FromMs)> Seats) Touches(Organisation after, Decision decision) => decision.Body switch
    {
        SeatDecision seat and not (BalanceRead or BalanceReadingTakenBack or OverageRequested or OverageRequestAnswered or OverageRequestWithdrawn or VendorStateDeclared) => (null, [(seat.SeatId, FromOf(after, decision))]),
        OrganisationDecision and not (OrganisationRenamed or OverageCeilingSet or OverageApprovalLimitSet or SeatFeeSet or PriceAdded or PoolRulesChanged or SignalPatternsSet or ContractSet) => (FromOf(after, decision), []),
        SourceWindowSet => (OnlyNow, []),
        SourceSeatSet of => (null, after.Sources[of.SourceId].Seat.Changes.Select(c => c.Value).Where(id => id != 0).Distinct().Select(id => (id, OnlyNow))),

        // The rows of the grid carry the name; which seats ever had it says the organisation that follows.
        TeamRenamed t => (null, after.Seats.Values.Where(s => TeamNames.Ever(s.Team, t.To)).Select(s => (s.Id, decision.BookedAtMs))),
        CostCentreRenamed c => (null, after.Seats.Values.Where(s => TeamNames.Ever(s.CostCentre, c.To)).Select(s => (s.Id, decision.BookedAtMs))),
        _ => (null, []),
    };

    private static Task<int> WriteAsync(Sql sql, Decision decision) => decision.Body switch
    {
        OrganisationCreated o => sql.ExecuteAsync("UPDATE organisation SET name = @name, time_zone = @zone WHERE id = 1", ("@name", o.Name), ("@zone", o.Zone)),
        OrganisationRenamed o => sql.ExecuteAsync("UPDATE organisation SET name = @name WHERE id = 1", ("@name", o.Name.Trim())),
        TeamRenamed o => TeamNamesInRows.RenameAsync(sql, o.Name, o.To),
        ZoneChanged o => sql.ExecuteAsync("UPDATE organisation SET time_zone = @zone WHERE id = 1", ("@zone", o.Zone)),
        ContractSet o => sql.ExecuteAsync(
            "UPDATE organisation SET contract_numerator = @n, contract_denominator = @d WHERE id = 1", ("@n", o.Paid.Numerator), ("@d", o.Paid.Denominator)),
        PriceAdded o => sql.ExecuteAsync(
            "INSERT INTO added_price_row (text, added_at_ms, added_by) VALUES (@text, @at, @by)",
            ("@text", PriceRowText.Of(o.Row)), ("@at", decision.BookedAtMs), ("@by", decision.Actor)),
        SeatAdditionTakenBack o => sql.ExecuteAsync("DELETE FROM seat WHERE id = @id", ("@id", o.SeatId)),
        SeatRenamed o => sql.ExecuteAsync("UPDATE seat SET name = @name WHERE id = @id", ("@id", o.SeatId), ("@name", o.Name)),
        SourceCreated o => sql.ExecuteAsync(
            "INSERT INTO source (id, name, kind, created_at_ms) VALUES (@id, @name, @kind, @at)",
            ("@id", o.SourceId), ("@name", o.Name), ("@kind", o.Kind), ("@at", decision.BookedAtMs)),
        SourceRenamed o => sql.ExecuteAsync("UPDATE source SET name = @name WHERE id = @id", ("@id", o.SourceId), ("@name", o.Name)),
        SourceSeatSet o => sql.ExecuteAsync(
            "INSERT INTO source_seat (source_id, from_ms, seat_id, decided_at_ms, decided_by) VALUES (@source, @from, @seat, @at, @by)",
            ("@source", o.SourceId), ("@from", decision.EffectiveAtMs), ("@seat", o.SeatId), ("@at", decision.BookedAtMs), ("@by", decision.Actor)),
        SourcePoolSet o => sql.ExecuteAsync(
            "INSERT INTO source_pool (source_id, from_ms, pool, decided_at_ms, decided_by) VALUES (@source, @from, @pool, @at, @by)",
            ("@source", o.SourceId), ("@from", decision.EffectiveAtMs), ("@pool", (int)o.Pool), ("@at", decision.BookedAtMs), ("@by", decision.Actor)),
        _ => Task.FromResult(0),
    };

    private static long FromOf(Organisation after, Decision decision) => decision.Body switch
    {
        OrganisationCreated or BooksStartMoved or SeatAdded or SeatAdditionTakenBack or SeatEnded or SeatEndTakenBack => 0,

        // Where cycles lie follows from all of them: an anchor set before the seat's first day is its first anchor.
        SeatAnchorChanged or PoolAnchorSet or ZoneChanged or PayerRulesSet => 0,
        ProgrammeChosen when after.Rules.Choice.Changes.Count == 0 => 0,
        AllowanceSet => decision.BookedAtMs - LongestCycleMs,
        _ => decision.EffectiveAtMs - LongestCycleMs,
    };
}
