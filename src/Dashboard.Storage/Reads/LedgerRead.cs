using System.Data.Common;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Ledger;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Reads;

/// <summary>The ledger: lines by seat and cycle, and the postings behind one of them.</summary>
public static class LedgerRead
{
    private const string Flows = "granted, consumed, overage, uncovered, expired, voided";

    /// <summary>The cycles there are, newest first.</summary>
    /// <param name="database">The database.</param>
    /// <param name="within">Only cycles of seats that the reader may see, and those counted; null: all.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<IReadOnlyList<LedgerCycle>> CyclesAsync(Database database, SeatsWithin? within = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var teams = (within?.Teams ?? []).Select((team, i) => (Name: $"@mine{i}", (object?)team)).ToList();
        var mine = within is null ? "" : $" AND seat_id IN (SELECT seat_id FROM seat_now WHERE email = @own{(teams.Count == 0 ? "" : $" OR team IN ({string.Join(", ", teams.Select(t => t.Name))})")})";
        return await sql.QueryAsync(
            $"SELECT cycle_start, cycle_end, COUNT(*) FROM seat_cycle WHERE seat_id > 0{mine} GROUP BY cycle_start, cycle_end ORDER BY cycle_start DESC, cycle_end DESC",
            r => new LedgerCycle(StoredDay.ToDay(r.GetInt32(0)), StoredDay.ToDay(r.GetInt32(1)), r.GetInt64(2)),
            within is null ? [] : [.. teams, ("@own", within.Email ?? "")]);
    }

    /// <summary>One page of lines, by e-mail and cycle.</summary>
    public static async Task<LedgerPage> PageAsync(Database database, LedgerQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(query);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        await sql.BeginReadAsync(cancellationToken);
        var organisation = await database.Decisions.CurrentAsync(sql);
        var (where, parameters) = Where(query);
        var total = await sql.FirstAsync($"SELECT COUNT(*) FROM seat_cycle c WHERE {where}", r => r.GetInt64(0), parameters);

        // The page is found by its keys alone; only its rows are read and counted.
        var page = $"SELECT c.seat_id AS seat, c.account_id AS account, c.cycle_start AS start, COALESCE(s.email, '') AS email FROM seat_cycle c LEFT JOIN seat s ON s.id = c.seat_id WHERE {where} "
            + "ORDER BY COALESCE(s.email, ''), c.start_ms DESC, c.account_id LIMIT @limit OFFSET @offset";
        var rows = await sql.QueryAsync(
            $"SELECT {CycleFigures.Columns}, (SELECT CAST(COALESCE(SUM(d.unpriced_events), 0) AS BIGINT) FROM rollup_seat_day d WHERE d.seat_id = c.seat_id AND d.day >= c.cycle_start AND d.day < c.cycle_end) "
            + $"FROM ({page}) p JOIN seat_cycle c ON c.seat_id = p.seat AND c.account_id = p.account AND c.cycle_start = p.start ORDER BY p.email, c.start_ms DESC, c.account_id",
            r => RowOf(organisation, CycleFigures.Read(r), r.GetInt64(27)),
            [.. parameters, ("@limit", Math.Clamp(query.Limit, 0, 10_000)), ("@offset", Math.Max(0, query.Offset))]);
        var sums = string.Join(", ", Flows.Split(", ").Select(f => $"CAST(COALESCE(SUM({f}), 0) AS BIGINT)"));
        var totals = await sql.FirstAsync($"SELECT {sums} FROM seat_cycle c WHERE {where} AND c.seat_id = c.account_id", FlowsOf, parameters);
        var shadow = await sql.FirstAsync($"SELECT {sums} FROM seat_cycle c WHERE {where} AND c.seat_id = c.account_id AND c.kind = {(int)CycleKind.Shadow}", FlowsOf, parameters);
        return new LedgerPage(rows, total, totals, shadow);
    }

    /// <summary>All postings of one cycle of a seat's account (0: the shared account), replayed up to an instant; empty when there is no such cycle or seat.</summary>
    public static async Task<IReadOnlyList<PostingLine>> PostingsAsync(Database database, int accountId, DateOnly cycleStart, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        await sql.BeginReadAsync(cancellationToken);
        var organisation = await database.Decisions.CurrentAsync(sql);
        if (accountId != Organisation.PoolAccount && !organisation.Seats.ContainsKey(accountId))
        {
            return [];
        }

        var setup = organisation.AccountOf(accountId);
        var found = await sql.QueryAsync(
            "SELECT start_ms, end_ms FROM seat_cycle WHERE seat_id = @account AND account_id = @account AND cycle_start = @start",
            r => (StartMs: r.GetInt64(0), EndMs: r.GetInt64(1)),
            ("@account", accountId),
            ("@start", StoredDay.Of(cycleStart)));
        return found.Count == 0 ? [] : await ReplayAsync(sql, organisation, setup, found[0].StartMs, Math.Min(nowMs, found[0].EndMs));
    }

    /// <summary>Postings by day, kind and reason, in order.</summary>
    public static IReadOnlyList<PostingGroup> Group(IReadOnlyList<PostingLine> lines, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var groups = new List<PostingGroup>();
        var places = new Dictionary<(DateOnly, PostingKind, PostingReason, bool), int>();
        foreach (var line in lines)
        {
            var posting = line.Posting;
            var reversed = LedgerMoves.Between(posting.From, posting.To) is { Reversed: true };
            var day = ZoneDays.DayOf(posting.EffectiveAtMs, zone);
            var key = (day, posting.Kind, posting.Reason, reversed);
            if (!places.TryGetValue(key, out var at))
            {
                places.Add(key, at = groups.Count);
                groups.Add(new PostingGroup(day, posting.Kind, posting.Reason, reversed, 0, default, default));
            }

            groups[at] = groups[at] with { Postings = groups[at].Postings + 1, Amount = groups[at].Amount + posting.Amount, Available = line.Available };
        }

        return groups;
    }

    private static async Task<List<PostingLine>> ReplayAsync(Sql sql, Organisation organisation, AccountSetup setup, long startMs, long untilMs)
    {
        var bytes = await sql.FirstAsync(
            "SELECT state FROM account_day WHERE account_id = @account AND at_ms <= @start ORDER BY day DESC LIMIT 1", r => r.GetFieldValue<byte[]>(0), ("@account", setup.AccountId), ("@start", startMs));
        var from = bytes is null ? null : StateCodec.Read(bytes);
        var events = await new AccountEvents(organisation).ReadAsync(sql, setup.AccountId, from?.AtMs ?? 0);
        var ids = events.ToDictionary(e => (e.Entry.OccurredAtMs, e.Entry.Identity), e => e.EventId);
        var lines = new List<PostingLine>();
        var day = setup.Calendar.At(startMs).StartDay;
        var flows = LedgerFlows.Zero;
        AccountReplay.Run(setup, events.Select(e => e.Entry), untilMs, from, posting =>
        {
            if (posting.Cycle == day)
            {
                var (move, reversed) = LedgerMoves.Between(posting.From, posting.To)!.Value;
                flows = flows.Plus(move, reversed ? -posting.Amount : posting.Amount);
                lines.Add(new PostingLine(posting, flows.Available, posting.Event is { } hash ? ids[(posting.EffectiveAtMs, hash)] : null));
            }
        });
        return lines;
    }

    private static (string Where, (string, object?)[] Parameters) Where(LedgerQuery query)
    {
        var parts = new List<string> { "1 = 1" };
        var parameters = new List<(string, object?)>();
        if (query.CycleStart is { } start)
        {
            parts.Add("c.cycle_start = @start");
            parameters.Add(("@start", StoredDay.Of(start)));
        }

        if (query.Month is { } month)
        {
            var first = new DateOnly(month.Year, month.Month, 1);
            parts.Add("c.cycle_start >= @from AND c.cycle_start < @to");
            parameters.AddRange([("@from", StoredDay.Of(first)), ("@to", StoredDay.Of(first.AddMonths(1)))]);
        }

        if (query.SeatId is { } seat)
        {
            parts.Add("c.seat_id = @seat");
            parameters.Add(("@seat", seat));
        }

        return (string.Join(" AND ", parts), [.. parameters]);
    }

    private static LedgerRow RowOf(Organisation organisation, CycleFigures figures, long unpriced) => organisation.Seats.TryGetValue(figures.SeatId, out var seat)
        ? new LedgerRow(seat.Email, seat.Name, seat.Team.At(figures.StartMs), seat.CostCentre.At(figures.StartMs), seat.Plan.At(figures.StartMs), figures, unpriced)
        : new LedgerRow("", "Shared account", null, null, "", figures, 0);

    private static LedgerFlows FlowsOf(DbDataReader r) => new()
    {
        Granted = new(r.GetInt64(0)),
        Consumed = new(r.GetInt64(1)),
        Overage = new(r.GetInt64(2)),
        Uncovered = new(r.GetInt64(3)),
        Expired = new(r.GetInt64(4)),
        Voided = new(r.GetInt64(5)),
    };
}
