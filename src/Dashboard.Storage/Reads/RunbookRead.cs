using System.Globalization;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Reads;

/// <summary>What the runbook decided.</summary>
public static class RunbookRead
{
    /// <summary>The most accounts of one list of open alerts.</summary>
    public const int MostAccounts = 500;

    /// <summary>No running cycle began before so many days: the index on the instant then finds its decisions.</summary>
    private const long LongestCycleMs = 40 * 86_400_000L;

    /// <summary>The more urgent, the higher: gone, then by percentage, projected and shares last.</summary>
    private const string Rank = "CASE c.kind WHEN 2 THEN 200 WHEN 1 THEN 50 + c.threshold ELSE c.threshold / 2 END";

    /// <summary>Where the account stands now, as a <see cref="SeatState"/>; the shared account has no state of its own, so its stages say.</summary>
    private const string Standing = "COALESCE(n.state, CASE c.kind WHEN 2 THEN 1 WHEN 3 THEN 3 ELSE 6 END)";

    /// <summary>Usage goes on beyond credit and cap: more than a dollar and two percent of the credit. One overshoot is normal.</summary>
    private const string GoesOn = "(n.state IN (1, 2) AND n.uncovered > 1000000000 AND n.uncovered > n.allocated / 50)";

    /// <summary>
    /// The order of an account among open alerts, that of the seats: by where it stands now, but who goes on without credit first,
    /// the most beyond it before the others; of those that will run out the nearest date, of those at risk the likeliest, of the rest the larger share used. Then by the stage, then who waits longest.
    /// </summary>
    private const string Urgency =
        $"MIN(CASE WHEN {GoesOn} THEN 0 ELSE {Standing} END), MAX(CASE WHEN {GoesOn} THEN n.uncovered ELSE 0 END) DESC, MIN(CASE WHEN {Standing} = 3 THEN COALESCE(n.exhaust_day, c.exhaust_day, 2147483647) ELSE 0 END), "
        + $"MAX(CASE WHEN {Standing} = 4 THEN COALESCE(n.exhaust_probability, 0) ELSE 0 END) DESC, MAX(CASE WHEN {Standing} = 6 THEN COALESCE(n.used_share, 0) ELSE 0 END) DESC, MAX({Rank}) DESC, MIN(c.decided_at_ms), c.account_id";

    /// <summary>Entered, in a running cycle, not left since, and not acknowledged. What was found passed when its rule was made is no alert.</summary>
    private const string IsOpen =
        "c.move = 1 AND c.acknowledged_at_ms IS NULL AND c.decided_at_ms > @since AND c.cycle_start <= @today AND c.cycle_end > @today "
        + "AND NOT EXISTS (SELECT 1 FROM stage_crossing o WHERE o.account_id = c.account_id AND o.cycle_start = c.cycle_start AND o.stage_id = c.stage_id AND o.crossing > c.crossing)";

    /// <summary>The accounts with open alerts, the most urgent first.</summary>
    /// <param name="database">The database.</param>
    /// <param name="within">What the reader may see; null: everything.</param>
    /// <param name="nowMs">Now, Unix milliseconds UTC.</param>
    /// <param name="most">At most so many accounts.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<OpenAlerts> OpenAsync(Database database, SeatsWithin? within, long nowMs, int most = MostAccounts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        await sql.BeginReadAsync(cancellationToken);
        var organisation = await database.Decisions.CurrentAsync(sql);
        if (!organisation.IsCreated)
        {
            return OpenAlerts.None;
        }

        var (mine, parameters) = Where(new CrossingQuery { Within = within });
        parameters.AddRange([("@today", StoredDay.Of(organisation.DayOf(nowMs))), ("@since", nowMs - LongestCycleMs)]);
        var where = $"{IsOpen} AND {mine}";
        var (accounts, stages) = await sql.FirstAsync($"SELECT COUNT(DISTINCT c.account_id), COUNT(*) FROM {CrossingLine.From} WHERE {where}", r => (r.GetInt64(0), r.GetInt64(1)), [.. parameters]);
        if (accounts == 0)
        {
            return OpenAlerts.None;
        }

        var first = await sql.QueryAsync(
            $"SELECT c.account_id FROM {CrossingLine.From} WHERE {where} GROUP BY c.account_id ORDER BY {Urgency} LIMIT @most",
            r => r.GetInt32(0), [.. parameters, ("@most", Math.Clamp(most, 0, MostAccounts))]);
        var lines = first.Count == 0 ? [] : await sql.QueryAsync(
            $"SELECT {CrossingLine.Columns}, {Rank} FROM {CrossingLine.From} WHERE {where} AND c.account_id IN ({string.Join(',', first.Select(a => a.ToString(CultureInfo.InvariantCulture)))})",
            r => (Line: CrossingLine.Read(r), Rank: Convert.ToInt32(r.GetValue(36), CultureInfo.InvariantCulture)), [.. parameters]);
        var byAccount = lines.ToLookup(l => l.Line.SeatId);
        return new OpenAlerts(
            [.. first.Select(account => new OpenAlert([.. byAccount[account].OrderByDescending(l => l.Rank).ThenBy(l => l.Line.Id).Select(l => l.Line)]))],
            accounts, stages);
    }

    /// <summary>Decisions, the newest first.</summary>
    public static async Task<IReadOnlyList<CrossingLine>> LogAsync(Database database, CrossingQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(query);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var (where, parameters) = Where(query);
        return await sql.QueryAsync(
            $"SELECT {CrossingLine.Columns} FROM {CrossingLine.From} WHERE {where} ORDER BY c.id DESC LIMIT {Math.Clamp(query.Limit, 1, 500)}", CrossingLine.Read, [.. parameters]);
    }

    /// <summary>Some decisions by their numbers, in that order.</summary>
    public static async Task<IReadOnlyList<CrossingLine>> FindAsync(Database database, IReadOnlyCollection<long> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.Count == 0)
        {
            return [];
        }

        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await sql.QueryAsync(
            $"SELECT {CrossingLine.Columns} FROM {CrossingLine.From} WHERE c.id IN ({string.Join(',', ids.Take(MostAccounts).Select(i => i.ToString(CultureInfo.InvariantCulture)))}) ORDER BY c.id", CrossingLine.Read);
    }

    /// <summary>How many accounts entered each stage in cycles that run now, by stage id; what was found passed counts as well.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> EnteredAsync(Database database, string scope, SeatsWithin? within, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var organisation = await database.Decisions.CurrentAsync(sql);
        var (mine, parameters) = Where(new CrossingQuery { Within = within });
        return (await sql.QueryAsync(
                $"SELECT c.stage_id, COUNT(DISTINCT c.account_id) FROM {CrossingLine.From} WHERE c.move <> {(int)StageMove.Recovered} AND c.scope = @scope AND c.decided_at_ms > @since AND c.cycle_start <= @today AND c.cycle_end > @today AND {mine} GROUP BY c.stage_id",
                r => (r.GetString(0), r.GetInt64(1)), [.. parameters, ("@scope", scope), ("@today", StoredDay.Of(organisation.DayOf(nowMs))), ("@since", nowMs - LongestCycleMs)]))
            .ToDictionary(s => s.Item1, s => s.Item2, StringComparer.Ordinal);
    }

    /// <summary>The stages and the cycles that decisions are about, to filter by: the newest cycles first, at most 24.</summary>
    public static async Task<(IReadOnlyList<string> Stages, IReadOnlyList<DateOnly> Cycles)> FiltersAsync(Database database, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return (
            await sql.QueryAsync("SELECT DISTINCT stage_id FROM stage_crossing ORDER BY stage_id LIMIT 100", r => r.GetString(0)),
            await sql.QueryAsync("SELECT DISTINCT cycle_start FROM stage_crossing ORDER BY cycle_start DESC LIMIT 24", r => StoredDay.ToDay(r.GetInt32(0))));
    }

    /// <summary>The stages that an account has entered, or was found past, in its running cycle and has not left; the most urgent first.</summary>
    public static async Task<IReadOnlyList<CrossingLine>> StandingAsync(Database database, int seatId, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var today = StoredDay.Of((await database.Decisions.CurrentAsync(sql)).DayOf(nowMs));
        return await sql.QueryAsync(
            $"SELECT {CrossingLine.Columns} FROM {CrossingLine.From} WHERE c.account_id = @seat AND c.move <> {(int)StageMove.Recovered} AND c.cycle_start <= @today AND c.cycle_end > @today "
            + $"AND NOT EXISTS (SELECT 1 FROM stage_crossing o WHERE o.account_id = c.account_id AND o.cycle_start = c.cycle_start AND o.stage_id = c.stage_id AND o.crossing > c.crossing) ORDER BY {Rank} DESC",
            CrossingLine.Read, ("@seat", seatId), ("@today", today));
    }

    /// <summary>What was decided and told in the cycles that start on a day.</summary>
    public static async Task<CrossingCounts> CountsAsync(Database database, SeatsWithin? within, DateOnly cycleStart, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var (where, parameters) = Where(new CrossingQuery { Within = within, CycleStart = cycleStart });
        var told = (await sql.QueryAsync(
                $"SELECT o.channel, COUNT(DISTINCT o.id) FROM {CrossingLine.From} JOIN outbox_crossing x ON x.crossing_id = c.id JOIN outbox o ON o.id = x.outbox_id WHERE {where} GROUP BY o.channel",
                r => (r.GetInt32(0), r.GetInt64(1)), [.. parameters]))
            .ToDictionary(t => t.Item1, t => t.Item2);
        return await sql.FirstAsync(
            $"SELECT COUNT(*), COUNT(c.request_id) FROM {CrossingLine.From} WHERE {where}", r => new CrossingCounts(r.GetInt64(0), told.GetValueOrDefault(1), told.GetValueOrDefault(2), r.GetInt64(1)), [.. parameters])
            ?? new CrossingCounts(0, 0, 0, 0);
    }

    /// <summary>Names of the webhook targets.</summary>
    public static async Task<IReadOnlyList<string>> WebhooksAsync(Database database, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await sql.QueryAsync("SELECT name FROM webhook_target ORDER BY name", r => r.GetString(0));
    }

    /// <summary>How many decisions each silence kept quiet, by its number.</summary>
    public static async Task<IReadOnlyDictionary<long, long>> SilencedAsync(Database database, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return (await sql.QueryAsync("SELECT silence_id, COUNT(*) FROM stage_crossing WHERE silence_id IS NOT NULL GROUP BY silence_id", r => (r.GetInt64(0), r.GetInt64(1)))).ToDictionary(s => s.Item1, s => s.Item2);
    }

    private static (string Where, List<(string, object?)> Parameters) Where(CrossingQuery query)
    {
        var parts = new List<string> { "1 = 1" };
        var parameters = new List<(string, object?)>();
        if (query.Within is { } within)
        {
            var teams = within.Teams.Select((team, i) => (Name: $"@mine{i}", (object?)team)).ToList();
            parts.Add($"(n.email = @own{(teams.Count == 0 ? "" : $" OR n.team IN ({string.Join(", ", teams.Select(t => t.Name))})")})");
            parameters.AddRange([.. teams, ("@own", within.Email ?? "")]);
        }

        Add(query.SeatId, "c.account_id = @seat", "@seat");
        Add(query.Team, "n.team = @team", "@team");
        Add(query.StageId, "c.stage_id = @stage", "@stage");
        Add(query.Move is { } move ? (int)move : null, "c.move = @move", "@move");
        Add(query.CycleStart is { } start ? StoredDay.Of(start) : null, "c.cycle_start = @cycle", "@cycle");
        Add(query.AcknowledgedOn is { } day ? StoredDay.Of(day) : null, "c.acknowledged_at_ms IS NOT NULL AND c.cycle_start <= @day AND c.cycle_end > @day", "@day");
        Add(query.BeforeId, "c.id < @before", "@before");
        Add(
            string.IsNullOrWhiteSpace(query.Text) ? null : "%" + query.Text.Trim().ToLowerInvariant().Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal) + "%",
            "(LOWER(n.name) LIKE @text ESCAPE '!' OR n.email LIKE @text ESCAPE '!')", "@text");
        return (string.Join(" AND ", parts), parameters);

        void Add(object? value, string condition, string name)
        {
            if (value is not null)
            {
                parts.Add(condition);
                parameters.Add((name, value));
            }
        }
    }
}
