using Dashboard.Credits.Runbook;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Storage.Writes;

namespace Dashboard.Storage.Runbooks;

/// <summary>
/// Runs the runbook: decides the stages of accounts whose figures changed, once, and puts what is to be told into the outbox in the same transaction.
/// May be called at any time by any process; what is due stands in the database, and evaluating twice decides nothing twice.
/// </summary>
public sealed class RunbookBooks(Database database)
{
    /// <summary>How often a success with nothing to do is noted.</summary>
    private const long NoteEveryMs = 60_000;

    /// <summary>0: never by this process. A smallest number would overflow in the difference.</summary>
    private long _notedMs;

    /// <summary>Evaluates every account that is due, and escalates what nobody acknowledged in time.</summary>
    /// <param name="nowMs">Now, Unix milliseconds UTC.</param>
    /// <param name="cancellationToken">Stops before the transaction.</param>
    public async Task<EvaluationResult> EvaluateAsync(long nowMs, CancellationToken cancellationToken = default)
    {
        // A look beside the writer first: mostly nothing is due.
        if (!await IsAnyDueAsync(nowMs, cancellationToken) && nowMs - Interlocked.Read(ref _notedMs) < NoteEveryMs)
        {
            return EvaluationResult.Nothing;
        }

        var result = EvaluationResult.Nothing;
        await database.Writer.RunAloneAsync(
            async job =>
            {
                await using var sql = job.Tables.AsSql();
                var organisation = await database.Decisions.CurrentAsync(sql);
                if (!organisation.IsCreated)
                {
                    return false;
                }

                var state = await RunbookState.ReadAsync(sql);
                result = await DeadMan.IsIngestSilentAsync(sql, organisation, state, nowMs)
                    ? EvaluationResult.Nothing with { IsHeld = true }
                    : await EvaluateAsync(job, sql, organisation, isFirst: !state.HasDecided, nowMs);
                await (state with { HasDecided = state.HasDecided || !result.IsHeld, EvaluatedMs = Math.Max(nowMs, state.EvaluatedMs ?? nowMs) }).WriteAsync(sql);
                return true;
            },
            cancellationToken);
        Interlocked.Exchange(ref _notedMs, nowMs);
        database.Outbox.Notify(result.Deliveries);
        return result;
    }

    /// <summary>What the next evaluation would tell because a runbook is another one from now on. Reads only.</summary>
    /// <param name="after">The organisation with the other runbook.</param>
    /// <param name="nowMs">From when it holds, Unix milliseconds UTC.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<RunbookEffect> ForeseeAsync(Organisation after, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(after);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        await sql.BeginReadAsync(cancellationToken);
        var due = await DueAccounts.ReadAllAsync(sql, nowMs);
        var seeded = StageDecider.Decide(after, due, 1, isFirst: !(await RunbookState.ReadAsync(sql)).HasDecided, nowMs).Where(c => c.Decision.Move is StageMove.Seeded).ToList();
        var told = StageMessages.Of(seeded, await Recipients.ReadAsync(sql, after), after, nowMs);
        var (whole, inPart) = await Withdrawals.CountAsync(sql, after, Withdrawals.Gone(after, due, nowMs), nowMs);
        return new RunbookEffect(
            seeded.Select(c => c.SeatId).Distinct().Count(),
            [.. told.Select(d => (d.Recipient, ((StageLetter)d.Letter).Lines.Select(l => l.SeatId).Distinct().Count()))],
            whole, inPart);
    }

    /// <summary>The last evaluation that succeeded, Unix milliseconds UTC, to the minute; null before the first.</summary>
    public async Task<long?> LastEvaluationAsync(CancellationToken cancellationToken = default)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return (await RunbookState.ReadAsync(sql)).EvaluatedMs;
    }

    private async Task<EvaluationResult> EvaluateAsync(UsageJob job, Sql sql, Organisation organisation, bool isFirst, long nowMs)
    {
        var due = await DueAccounts.ReadAsync(sql, nowMs);
        var firstId = 1 + await sql.FirstAsync("SELECT COALESCE(MAX(id), 0) FROM stage_crossing", r => r.GetInt64(0));
        var decided = StageDecider.Decide(organisation, due, firstId, isFirst, nowMs);
        var crossings = new List<NewCrossing>(decided.Count);
        foreach (var crossing in decided)
        {
            crossings.Add(crossing with { RequestId = await AskAsync(job, crossing, nowMs) });
        }

        crossings = await PlanAdvice.AddAsync(sql, organisation, crossings, nowMs);
        await sql.InsertAsync("stage_crossing", Columns, [.. crossings.Select(c => Row(c, nowMs))]);
        var withdrawn = await Withdrawals.WithdrawAsync(sql, organisation, Withdrawals.Gone(organisation, due, nowMs), nowMs);
        await RememberAsync(sql, organisation, due, nowMs);
        await DueAccounts.DoneAsync(sql, nowMs);
        var recipients = await Recipients.ReadAsync(sql, organisation);
        var deliveries = StageMessages.Of(crossings, recipients, organisation, nowMs);
        deliveries.AddRange(StageMessages.OfEscalation(await Escalations.TakeAsync(sql, organisation, nowMs), recipients, organisation, nowMs));
        var added = await Outbox.AddAsync(sql, deliveries, nowMs);
        return new EvaluationResult(due.Accounts.Count, crossings.Count, added, crossings.Count(c => c.RequestId is not null), false) { Withdrawn = withdrawn };
    }

    /// <summary>Asks for overage until the cycle's end, unless it is on or somebody asked already. The number of the request, or null.</summary>
    private async Task<long?> AskAsync(UsageJob job, NewCrossing crossing, long nowMs)
    {
        if (!crossing.Asks || crossing.Stage.AskOverageUpTo is not { } cap)
        {
            return null;
        }

        var asked = await database.Decisions.AppendAsync(
            job, [new NewDecision(new OverageRequested(crossing.SeatId, cap, crossing.Account.EndMs), NewDecision.WhenBooked, crossing.AskReason)], Actor.Product, nowMs, _ => { });
        return asked is AppendResult.Appended appended ? appended.Decisions[0].Sequence : null;
    }

    /// <summary>Under which stages each account has now been evaluated.</summary>
    private static async Task RememberAsync(Sql sql, Organisation organisation, DueAccounts due, long nowMs)
    {
        var texts = new Dictionary<RunbookRules, string>(ReferenceEqualityComparer.Instance);
        foreach (var account in due.Accounts)
        {
            var rules = organisation.Runbooks.Of(organisation.Seats.GetValueOrDefault(account.AccountId), nowMs).Rules;
            if (due.Remembers(account, rules))
            {
                continue;
            }

            if (!texts.TryGetValue(rules, out var stages))
            {
                texts.Add(rules, stages = string.Join(' ', rules.Watched.Select(s => s.Id)));
            }

            await sql.ExecuteAsync(
                "INSERT INTO runbook_account (account_id, cycle_start, stages) VALUES (@id, @cycle, @stages) ON CONFLICT (account_id) DO UPDATE SET cycle_start = excluded.cycle_start, stages = excluded.stages",
                ("@id", account.AccountId), ("@cycle", StoredDay.Of(account.CycleStart)), ("@stages", stages));
        }
    }

    private async Task<bool> IsAnyDueAsync(long nowMs, CancellationToken cancellationToken)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await sql.FirstAsync(
            "SELECT CASE WHEN EXISTS (SELECT 1 FROM runbook_due) OR EXISTS (SELECT 1 FROM stage_crossing WHERE escalate_at_ms <= @now AND escalate_at_ms IS NOT NULL AND escalated_at_ms IS NULL AND acknowledged_at_ms IS NULL) THEN 1 ELSE 0 END",
            r => r.GetInt32(0), ("@now", nowMs)) == 1;
    }

    private const string Columns =
        "id, account_id, cycle_start, cycle_end, stage_id, crossing, move, kind, threshold, decided_at_ms, shadow, scope, version, allocated, consumed, available, overage, exhaust_probability, exhaust_day, "
        + "gate, fallback_model, throttle_seconds, silence_id, request_id, escalate_at_ms";

    private static object?[] Row(NewCrossing c, long nowMs) =>
    [
        c.Id, c.SeatId, StoredDay.Of(c.Account.CycleStart), StoredDay.Of(c.Account.CycleEnd), c.Stage.Stage.Id, c.Decision.Crossing, (int)c.Decision.Move, (int)c.Stage.Stage.Kind, c.Stage.Stage.Threshold,
        nowMs, c.IsShadow, c.Runbook.Scope, c.Runbook.Version, c.Account.Reading.Allocation.Value, c.Account.Reading.Consumed.Value, c.Account.Reading.Available.Value, c.Account.Overage.Value,
        c.Account.Reading.ExhaustionProbability, c.Account.ExhaustionDate is { } day ? StoredDay.Of(day) : null,
        (int)c.Stage.Gate, c.Stage.FallbackModel, c.Stage.ThrottleSeconds, c.Silence?.Id, c.RequestId,
        c.Acts && c.Silence is null && c.Stage.EscalateAfterMinutes is { } minutes ? nowMs + (minutes * 60_000L) : null,
    ];
}
