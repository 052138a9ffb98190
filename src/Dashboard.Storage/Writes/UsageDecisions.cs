using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>
/// The decisions that say whose usage it is and what it costs. Each is appended with its date and author; the events and
/// roll-ups it moves are moved in the same transaction. A preview does all of it and takes it back.
/// </summary>
public sealed class UsageDecisions(Database database)
{
    /// <summary>The id of the source with this name, registered when it is new. The kind is one word: <c>upload</c>, <c>folder</c>, <c>push</c>, <c>rest</c>, <c>sample</c>.</summary>
    public async Task<int> RegisterSourceAsync(string name, string kind, long nowMs, CancellationToken cancellationToken = default)
    {
        var id = 0;
        await database.Writer.RunAloneAsync(
            async job =>
            {
                id = await FindAsync(job, "SELECT id FROM source WHERE name = @name", ("@name", name));
                if (id == 0)
                {
                    await job.Tables.ExecuteAsync("INSERT INTO source (name, kind, created_at_ms) VALUES (@name, @kind, @at)", ("@name", name), ("@kind", kind), ("@at", nowMs));
                    id = await FindAsync(job, "SELECT id FROM source WHERE name = @name", ("@name", name));
                    await ChangedAsync(job);
                }

                return true;
            },
            cancellationToken);
        return id;
    }

    /// <summary>The id of the seat with this e-mail, added when it is new. Usage that already states the e-mail becomes the seat's.</summary>
    public async Task<int> AddSeatAsync(string email, string name, long nowMs, CancellationToken cancellationToken = default)
    {
        var normal = email.Trim().ToLowerInvariant();
        var id = 0;
        await database.Writer.RunAloneAsync(
            async job =>
            {
                id = await FindAsync(job, "SELECT id FROM seat WHERE email = @email", ("@email", normal));
                if (id != 0)
                {
                    return true;
                }

                await job.Tables.ExecuteAsync("INSERT INTO seat (email, name, created_at_ms) VALUES (@email, @name, @at)", ("@email", normal), ("@name", name), ("@at", nowMs));
                id = await FindAsync(job, "SELECT id FROM seat WHERE email = @email", ("@email", normal));
                await ChangedAsync(job);
                var ids = await job.Tables.QueryAsync(
                    "SELECT e.id FROM actor a JOIN usage_event e ON e.actor_id = a.id WHERE a.text = @email AND e.actor_id IS NOT NULL AND e.seat_id = 0 ORDER BY e.id",
                    r => r.GetInt64(0),
                    ("@email", normal));
                await Reclassification.RunAsync(await job.RereadAsync(), ids, []);
                return true;
            },
            cancellationToken);
        return id;
    }

    /// <summary>Says whose usage a source brings from an instant on (0: unassigned), and moves what it brought. Usage that states an e-mail itself stays.</summary>
    /// <returns>What moves; with <paramref name="preview"/> nothing does.</returns>
    /// <exception cref="DatabaseException">No such source or seat.</exception>
    public Task<MoveSummary> AssignSeatAsync(int sourceId, int seatId, long fromMs, string by, long nowMs, bool preview, CancellationToken cancellationToken = default) =>
        DecideAsync(
            sourceId,
            fromMs,
            preview,
            async job =>
            {
                if (seatId != 0 && await FindAsync(job, "SELECT id FROM seat WHERE id = @id", ("@id", seatId)) == 0)
                {
                    throw new DatabaseException($"Seat {seatId} does not exist.");
                }

                await job.Tables.ExecuteAsync(
                    "INSERT INTO source_seat (source_id, from_ms, seat_id, decided_at_ms, decided_by) VALUES (@source, @from, @seat, @now, @by)",
                    ("@source", sourceId),
                    ("@from", fromMs),
                    ("@seat", seatId),
                    ("@now", nowMs),
                    ("@by", by));
            },
            cancellationToken);

    /// <summary>Says which pool a source's usage has from an instant on when no rule decides, and moves what it brought.</summary>
    /// <returns>What moves; with <paramref name="preview"/> nothing does.</returns>
    /// <exception cref="DatabaseException">No such source.</exception>
    public Task<MoveSummary> SetPoolDefaultAsync(int sourceId, Pool pool, long fromMs, string by, long nowMs, bool preview, CancellationToken cancellationToken = default) =>
        DecideAsync(
            sourceId,
            fromMs,
            preview,
            job => job.Tables.ExecuteAsync(
                "INSERT INTO source_pool (source_id, from_ms, pool, decided_at_ms, decided_by) VALUES (@source, @from, @pool, @now, @by)",
                ("@source", sourceId),
                ("@from", fromMs),
                ("@pool", (int)pool),
                ("@now", nowMs),
                ("@by", by)),
            cancellationToken);

    /// <summary>
    /// Adds price rows and re-rates every event of their models. What that means for closed cycles (corrections) is for the
    /// ledger, which finds the seats in <c>touched_seat</c>.
    /// </summary>
    /// <returns>What moves; with <paramref name="preview"/> nothing does.</returns>
    /// <exception cref="ArgumentException">A row is not valid (<see cref="PriceBook"/>).</exception>
    public async Task<MoveSummary> AddPriceRowsAsync(IReadOnlyList<PriceRow> rows, string by, long nowMs, bool preview, CancellationToken cancellationToken = default)
    {
        _ = new PriceBook(rows);
        var summary = MoveSummary.Nothing;
        await database.Writer.RunAloneAsync(
            async job =>
            {
                foreach (var row in rows)
                {
                    await job.Tables.ExecuteAsync(
                        "INSERT INTO added_price_row (text, added_at_ms, added_by) VALUES (@text, @at, @by)",
                        ("@text", PriceRowText.Of(row)),
                        ("@at", nowMs),
                        ("@by", by));
                }

                await ChangedAsync(job);
                summary = await Reclassification.RunAsync(await job.RereadAsync(), await EventsOfModelsAsync(job, rows), []);
                return !preview;
            },
            cancellationToken);
        return summary;
    }

    /// <summary>Sets the organisation's name, zone (IANA id) and contract (what is paid of the list price). A new zone or contract rewrites the day or the cost of every event.</summary>
    /// <exception cref="TimeZoneNotFoundException">No such zone on this machine.</exception>
    public async Task SetOrganisationAsync(string name, string zoneId, Ratio contract, CancellationToken cancellationToken = default)
    {
        var zone = Credits.Cycles.ZoneDays.Find(zoneId).Id;
        await database.Writer.RunAloneAsync(
            async job =>
            {
                var isSame = job.Policy.Zone.Id == zone && job.Policy.Contract == contract;
                await job.Tables.ExecuteAsync(
                    "UPDATE organisation SET name = @name, time_zone = @zone, contract_numerator = @numerator, contract_denominator = @denominator WHERE id = 1",
                    ("@name", name),
                    ("@zone", zone),
                    ("@numerator", contract.Numerator),
                    ("@denominator", contract.Denominator));
                if (!isSame)
                {
                    await ChangedAsync(job);
                    var ids = await job.Tables.QueryAsync("SELECT id FROM usage_event ORDER BY id", r => r.GetInt64(0));
                    await Reclassification.RunAsync(await job.RereadAsync(), ids, []);
                }

                return true;
            },
            cancellationToken);
    }

    private async Task<MoveSummary> DecideAsync(int sourceId, long fromMs, bool preview, Func<UsageJob, Task> append, CancellationToken cancellationToken)
    {
        var summary = MoveSummary.Nothing;
        await database.Writer.RunAloneAsync(
            async job =>
            {
                job.RequireSource(sourceId);
                await append(job);
                await ChangedAsync(job);
                var ids = await EventsOfSourceAsync(job, sourceId, fromMs);
                var sessions = await job.Tables.QueryAsync("SELECT DISTINCT session_id FROM run_result WHERE source_id = @source", r => r.GetInt64(0), ("@source", sourceId));
                summary = await Reclassification.RunAsync(await job.RereadAsync(), ids, sessions);
                return !preview;
            },
            cancellationToken);
        return summary;
    }

    /// <summary>The wide roll-up knows the seats and days of a source; an index over all events would cost more than all its uses.</summary>
    private static Task<List<long>> EventsOfSourceAsync(UsageJob job, int sourceId, long fromMs) => job.Tables.QueryAsync(
        """
        SELECT e.id FROM (SELECT DISTINCT day, seat_id FROM rollup_detail WHERE source_id = @source AND day >= @day) d
        CROSS JOIN usage_event e WHERE e.day = d.day AND e.seat_id = d.seat_id AND e.source_id = @source AND e.occurred_at_ms >= @from ORDER BY e.id
        """,
        r => r.GetInt64(0),
        ("@source", sourceId),
        ("@day", job.Policy.DayOf(fromMs)),
        ("@from", fromMs));

    private static async Task<List<long>> EventsOfModelsAsync(UsageJob job, IReadOnlyList<PriceRow> rows)
    {
        var wanted = rows.Select(r => r.Model).ToHashSet(StringComparer.Ordinal);
        var models = (await job.Tables.QueryAsync("SELECT id, text FROM model", r => (Id: r.GetInt32(0), Text: r.GetString(1))))
            .Where(m => wanted.Contains(ModelId.Normalize(m.Text)))
            .Select(m => m.Id)
            .ToList();
        return models.Count == 0 ? [] : await job.Tables.QueryAsync(
            $"""
            SELECT e.id FROM (SELECT DISTINCT day, seat_id FROM rollup_detail WHERE model_id IN ({string.Join(',', models)})) d
            CROSS JOIN usage_event e WHERE e.day = d.day AND e.seat_id = d.seat_id AND e.model_id IN ({string.Join(',', models)}) ORDER BY e.id
            """,
            r => r.GetInt64(0));
    }

    private static Task<long> ChangedAsync(UsageJob job) => job.Tables.TakeAsync(PolicyReader.VersionCounter, 1);

    private static async Task<int> FindAsync(UsageJob job, string sql, (string Name, object? Value) parameter) =>
        (await job.Tables.QueryAsync(sql, r => r.GetInt32(0), parameter)).FirstOrDefault();
}
