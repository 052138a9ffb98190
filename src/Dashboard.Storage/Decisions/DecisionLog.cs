using System.Data.Common;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Books;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Writes;

namespace Dashboard.Storage.Decisions;

/// <summary>The append-only log of decisions, and the organisation that follows from it. One a process; several processes agree, because each looks for newer decisions before it answers.</summary>
public sealed class DecisionLog(Database database)
{
    /// <summary>The most decisions one call may append.</summary>
    public const int MostPerCall = 150_000;

    private const string Columns = "sequence, effective_at_ms, booked_at_ms, payload, actor, reason";

    private volatile Known? _current;

    /// <summary>The organisation by all decisions committed so far.</summary>
    public async Task<Organisation> CurrentAsync(CancellationToken cancellationToken = default)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await CurrentAsync(sql);
    }

    /// <summary>
    /// Checks the decisions in order, each as if those before it stood, and writes all or none; known usage that they give another seat,
    /// pool, day or cost is moved in the same transaction. What follows in the books is caught up by <see cref="AccountBooks.CatchUpAsync"/>.
    /// </summary>
    /// <param name="decisions">What is decided.</param>
    /// <param name="actor">Who decides.</param>
    /// <param name="nowMs">When they are booked, Unix milliseconds UTC.</param>
    /// <param name="preview">True to learn what would happen: everything is done and taken back.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    public Task<AppendResult> AppendAsync(
        IReadOnlyList<NewDecision> decisions, Actor actor, long nowMs, bool preview = false, CancellationToken cancellationToken = default) =>
        AppendAsync(decisions, actor, nowMs, _ => { }, preview, cancellationToken);

    /// <summary>The same for somebody whose right to decide must hold in the transaction itself, whatever was decided a moment before.</summary>
    /// <param name="decisions">What is decided.</param>
    /// <param name="actor">Who decides.</param>
    /// <param name="nowMs">When they are booked, Unix milliseconds UTC.</param>
    /// <param name="allow">Is told the organisation as it stands before them. When it throws, nothing is written and the caller gets what it threw.</param>
    /// <param name="preview">True to learn what would happen: everything is done and taken back.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    public async Task<AppendResult> AppendAsync(
        IReadOnlyList<NewDecision> decisions, Actor actor, long nowMs, Action<Organisation> allow, bool preview = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(allow);
        ArgumentException.ThrowIfNullOrWhiteSpace(actor.Who);
        if (decisions.Count > MostPerCall)
        {
            return new AppendResult.Refused([new DecisionRefusal(MostPerCall, DecisionProblem.TooMany, $"At most {MostPerCall} decisions in one call.")]);
        }

        AppendResult? result = null;
        await database.Writer.RunAloneAsync(
            async job =>
            {
                result = await AppendAsync(job, decisions, actor, nowMs, allow);
                return result is AppendResult.Appended && !preview;
            },
            cancellationToken);
        database.Outbox.Notify(!preview && result is AppendResult.Appended { Decisions: var booked } && booked.Any(d => d.Body is OverageRequested) ? 1 : 0);
        return result!;
    }

    /// <summary>The id of the source with this name, created when it is new. The kind is one word: <c>upload</c>, <c>folder</c>, <c>push</c>, <c>rest</c>, <c>sample</c>.</summary>
    /// <exception cref="DatabaseException">The name cannot be used.</exception>
    public async Task<int> RegisterSourceAsync(string name, string kind, Actor actor, long nowMs, CancellationToken cancellationToken = default)
    {
        if (await FindSourceAsync(name, cancellationToken) is { } id)
        {
            return id;
        }

        while (true)
        {
            var known = (await CurrentAsync(cancellationToken)).Sources.Values.FirstOrDefault(s => s.Name == name.Trim());
            if (known is not null)
            {
                return known.Id;
            }

            switch (await AppendAsync([new NewDecision(new SourceCreated(-1, name, kind), nowMs)], actor, nowMs, cancellationToken: cancellationToken))
            {
                case AppendResult.Appended appended:
                    return ((SourceCreated)appended.Decisions[0].Body).SourceId;
                case AppendResult.Refused refused when refused.Refusals[0].Problem != DecisionProblem.NameTaken:
                    throw new DatabaseException(refused.Refusals[0].Message);
            }
        }
    }

    /// <summary>The id of the source with this name, if there is one. Every import asks this first; it need not read the whole log for it.</summary>
    public async Task<int?> FindSourceAsync(string name, CancellationToken cancellationToken = default)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await sql.FirstAsync("SELECT id FROM source WHERE name = @name", r => (int?)r.GetInt32(0), ("@name", name.Trim()));
    }

    /// <summary>Decisions about one subject (null: about anything), newest first.</summary>
    /// <param name="subject"><c>organisation</c>, <c>seat:12</c>, <c>source:3</c>.</param>
    /// <param name="beforeSequence">Only those before it, to page on; null: from the newest.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<Decision>> ReadAsync(string? subject, long? beforeSequence, int limit, CancellationToken cancellationToken = default)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var about = subject is null ? "" : "AND subject = @subject ";
        return await sql.QueryAsync(
            $"SELECT {Columns} FROM decision WHERE sequence < @before {about}ORDER BY sequence DESC LIMIT @limit",
            Read,
            [("@before", beforeSequence ?? long.MaxValue), ("@limit", limit), .. subject is null ? Array.Empty<(string, object?)>() : [("@subject", subject)]]);
    }

    /// <summary>The decisions that follow one in the log, in order.</summary>
    /// <param name="sequence">The one before the first.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<Decision>> FollowingAsync(long sequence, int limit, CancellationToken cancellationToken = default)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await sql.QueryAsync($"SELECT {Columns} FROM decision WHERE sequence > @after ORDER BY sequence LIMIT @limit", Read, ("@after", sequence), ("@limit", limit));
    }

    /// <summary>The organisation before a decision, folded anew from the begin of the log.</summary>
    public async Task<Organisation> BeforeAsync(long sequence, CancellationToken cancellationToken = default)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var earlier = await sql.QueryAsync($"SELECT {Columns} FROM decision WHERE sequence < @before ORDER BY sequence", Read, ("@before", sequence));
        return earlier.Aggregate(Organisation.None, OrganisationFold.Apply);
    }

    /// <summary>What later decisions are about: their subjects, and the kinds of those about teams.</summary>
    public async Task<IReadOnlySet<string>> SubjectsAfterAsync(long sequence, CancellationToken cancellationToken = default)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return (await sql.QueryAsync(
            "SELECT DISTINCT CASE WHEN subject = 'teams' THEN kind ELSE subject END FROM decision WHERE sequence > @after", r => r.GetString(0), ("@after", sequence))).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Which of these seats have usage, and so can end but not be taken back.</summary>
    public async Task<IReadOnlySet<int>> WithUsageAsync(IReadOnlyCollection<int> seats, CancellationToken cancellationToken = default)
    {
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await TakenBack.WithUsageAsync(sql, seats);
    }

    /// <summary>The whole log, oldest first, with the bodies as stored.</summary>
    internal static Task<List<(Decision Decision, string Payload)>> AllAsync(Sql sql) =>
        sql.QueryAsync($"SELECT {Columns} FROM decision ORDER BY sequence", r => (Read(r), r.GetString(3)));

    /// <summary>The organisation after a decision, from an earlier one.</summary>
    internal static async Task<Organisation> FoldAsync(Sql sql, Organisation before, long until)
    {
        var later = await sql.QueryAsync($"SELECT {Columns} FROM decision WHERE sequence > @after AND sequence <= @until ORDER BY sequence", Read, ("@after", before.Version), ("@until", until));
        return later.Aggregate(before, OrganisationFold.Apply);
    }

    /// <summary>The organisation as this connection sees it.</summary>
    internal async Task<Organisation> CurrentAsync(Sql sql)
    {
        var (organisation, known) = _current ?? new Known(Organisation.None, 0);
        var (newest, erasures) = await sql.FirstAsync(
            $"SELECT COALESCE(MAX(sequence), 0), COALESCE((SELECT value FROM counter WHERE name = '{Erasure.Counter}'), 0) FROM decision", r => (r.GetInt64(0), r.GetInt64(1)));
        if (newest == organisation.Version && erasures == known)
        {
            return organisation;
        }

        // An erasure replaced names in what was read before.
        if (newest < organisation.Version || erasures != known)
        {
            organisation = Organisation.None;
        }

        var later = await sql.QueryAsync($"SELECT {Columns} FROM decision WHERE sequence > @known ORDER BY sequence", Read, ("@known", organisation.Version));
        organisation = later.Aggregate(organisation, OrganisationFold.Apply);
        _current = new Known(organisation, erasures);
        return organisation;
    }

    /// <summary>The same within a transaction of the writer that is open already.</summary>
    internal async Task<AppendResult> AppendAsync(UsageJob job, IReadOnlyList<NewDecision> decisions, Actor actor, long nowMs, Action<Organisation> allow)
    {
        await using var sql = job.Tables.AsSql();
        var before = await CurrentAsync(sql);
        allow(before);
        var (after, booked, entries, refusals) = Fold(before, decisions, actor, nowMs, await NewIds.StartAsync(sql, before));
        refusals.AddRange(await TakenBack.RefusalsAsync(sql, decisions));
        if (refusals.Count > 0)
        {
            return new AppendResult.Refused([.. refusals.OrderBy(r => r.Index)]);
        }

        await sql.InsertAsync(
            "decision",
            "sequence, effective_at_ms, booked_at_ms, kind, subject, payload, actor, reason",
            [.. booked.Select(d => new object?[] { d.Sequence, d.EffectiveAtMs, d.BookedAtMs, d.Kind, d.Body.Subject, DecisionJson.Write(d.Body), d.Actor, d.Reason })]);
        await AuditWriter.AppendAsync(sql, entries);
        await DerivedTables.WriteAsync(sql, after, booked);
        await ApprovalMails.AddAsync(sql, after, booked, nowMs);
        job = await job.RereadAsync();
        var (events, sessions) = await AffectedEvents.OfAsync(job, booked);
        var moves = events.Count + sessions.Count == 0 ? MoveSummary.Nothing : await Reclassification.RunAsync(job, events, sessions);
        var posted = await VendorPostings.AfterAsync(job, booked, nowMs);
        return new AppendResult.Appended(booked, after, posted.Count > 0 && booked.Exists(d => d.Body is MoneySourceSet) ? new MoveSummary([.. moves.Moves, .. posted]) : moves);
    }

    private static (Organisation After, List<Decision> Booked, List<AuditDraft> Entries, List<DecisionRefusal> Refusals) Fold(
        Organisation before, IReadOnlyList<NewDecision> decisions, Actor actor, long nowMs, NewIds ids)
    {
        var after = before;
        var booked = new List<Decision>(decisions.Count);
        var entries = new List<AuditDraft>(decisions.Count);
        var refusals = new List<DecisionRefusal>();
        var overage = new OverageCheck();
        for (var i = 0; i < decisions.Count; i++)
        {
            var decision = new Decision(after.Version + 1, decisions[i].EffectiveAtMs == NewDecision.WhenBooked ? nowMs : decisions[i].EffectiveAtMs, nowMs, ids.Resolve(decisions[i].Body), actor.Who, decisions[i].Reason.Trim());
            if (DecisionCheck.Of(after, decision, overage) is { } refused)
            {
                refusals.Add(new DecisionRefusal(i, refused.Problem, refused.Message));
                continue;
            }

            entries.Add(DecisionAudit.Of(decision, after, actor.Address, DecisionJson.Write(decision.Body)));
            after = OrganisationFold.Apply(after, decision);
            overage.Applied(after, decision);
            booked.Add(decision);
        }

        return (after, booked, entries, refusals);
    }

    private static Decision Read(DbDataReader r) => new(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), DecisionJson.Read(r.GetString(3)), r.GetString(4), r.GetString(5));

    private sealed record Known(Organisation Organisation, long Erasures);
}
