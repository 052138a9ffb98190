using System.Data.Common;
using Dashboard.Credits.Money;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Jobs;

/// <summary>
/// Every run of every job, in the database of the scheduler: on SQLite a file of its own, so that writing a run never disturbs the writer
/// of usage. The table is made when it is first needed.
/// </summary>
public sealed class JobHistory(DatabaseOptions options)
{
    /// <summary>Runs in which nothing happened say little after this time, and there are thousands of them a day.</summary>
    public static readonly TimeSpan KeepsIdleRuns = TimeSpan.FromDays(7);

    private const int MaxText = 1_000;
    private const int MaxError = 8_000;
    private const int PruneChunk = 2_000;
    private const long SchemaLock = 0x4a6f_6273;

    private const string Columns =
        "id, job_id, node, cause, state, due_ms, started_ms, ended_ms, missed, rows_read, rows_new, rows_duplicate, rows_rejected, decisions, mails, granted_nano, expired_nano, said, error";

    private const string Sums =
        "COUNT(*), SUM(CASE WHEN state = 2 THEN 1 ELSE 0 END), SUM(missed), SUM(rows_read), SUM(rows_new), SUM(rows_duplicate), SUM(rows_rejected), SUM(decisions), SUM(mails), SUM(granted_nano), SUM(expired_nano)";

    /// <summary>What was there from the first version on. Anything later needs a default, so that it can be added to the rows of an older file.</summary>
    private const string FirstColumns = "job_id TEXT NOT NULL, node TEXT NOT NULL, cause INTEGER NOT NULL, state INTEGER NOT NULL, due_ms BIGINT NOT NULL, started_ms BIGINT NOT NULL";

    private static readonly (string Name, string Type)[] MoreColumns =
    [
        ("ended_ms", "BIGINT NULL"), ("missed", "INTEGER NOT NULL DEFAULT 0"), ("rows_read", "BIGINT NULL"), ("rows_new", "BIGINT NULL"), ("rows_duplicate", "BIGINT NULL"), ("rows_rejected", "BIGINT NULL"),
        ("decisions", "BIGINT NULL"), ("mails", "BIGINT NULL"), ("granted_nano", "BIGINT NULL"), ("expired_nano", "BIGINT NULL"), ("said", "TEXT NOT NULL DEFAULT ''"), ("error", "TEXT NULL"),
        ("is_idle", "INTEGER NOT NULL DEFAULT 0"),
    ];

    private volatile bool _isReady;

    /// <summary>
    /// A run begins. What is noted as running of this job elsewhere is not: runs never overlap, so its server was stopped.
    /// </summary>
    /// <param name="jobId">The job.</param>
    /// <param name="node">The server.</param>
    /// <param name="isPerNode">Whether the job runs on every server for itself.</param>
    /// <param name="cause">Why.</param>
    /// <param name="dueMs">When it was due.</param>
    /// <param name="startedMs">Now.</param>
    /// <param name="missed">Runs that were missed before it.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>The run's id.</returns>
    public async Task<long> BeginAsync(string jobId, string node, bool isPerNode, JobCause cause, long dueMs, long startedMs, int missed, CancellationToken cancellationToken = default)
    {
        await using var sql = await OpenAsync(cancellationToken);
        await sql.BeginWriteAsync(cancellationToken);
        await sql.ExecuteAsync(
            $"UPDATE job_run SET state = 3, said = 'The server stopped before it ended.' WHERE job_id = @job AND state = 0{(isPerNode ? " AND node = @node" : "")}",
            isPerNode ? [("@job", jobId), ("@node", node)] : [("@job", jobId)]);
        var id = await sql.FirstAsync(
            "INSERT INTO job_run (job_id, node, cause, state, due_ms, started_ms, missed, said, is_idle) VALUES (@job, @node, @cause, 0, @due, @started, @missed, '', 0) RETURNING id",
            r => r.GetInt64(0),
            ("@job", jobId), ("@node", Cut(node, MaxText)), ("@cause", (int)cause), ("@due", dueMs), ("@started", startedMs), ("@missed", missed));
        await sql.CommitAsync();
        return id;
    }

    /// <summary>A run ended as it should; an idle one had nothing to do.</summary>
    public Task DoneAsync(long id, long endedMs, JobCounts counts, string said, bool isIdle, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return EndAsync(id, JobRunState.Done, endedMs, counts, said, null, isIdle, cancellationToken);
    }

    /// <summary>A run threw, or its server stops (then without an error).</summary>
    public Task FailedAsync(long id, long endedMs, string said, string? error, CancellationToken cancellationToken = default) =>
        EndAsync(id, error is null ? JobRunState.Stopped : JobRunState.Failed, endedMs, JobCounts.None, said, error, isIdle: false, cancellationToken);

    /// <summary>The newest runs of a job, newest first.</summary>
    public Task<IReadOnlyList<JobRunRecord>> NewestAsync(string jobId, int limit, CancellationToken cancellationToken = default) =>
        QueryAsync(new JobRunQuery(jobId), null, limit, cancellationToken);

    /// <summary>Runs before an id (null: from the newest), newest first.</summary>
    public async Task<IReadOnlyList<JobRunRecord>> QueryAsync(JobRunQuery query, long? before, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        List<string> where = ["id < @before"];
        List<(string, object?)> given = [("@before", before ?? long.MaxValue), ("@limit", limit)];
        Narrow(query.JobId, "job_id = @job", "@job");
        Narrow(query.State is { } state ? (int)state : null, "state = @state", "@state");
        Narrow(query.Text is { Length: > 0 } text ? "%" + Escape(text.ToLowerInvariant()) + "%" : null, "(LOWER(said) LIKE @text ESCAPE '!' OR LOWER(error) LIKE @text ESCAPE '!' OR LOWER(node) LIKE @text ESCAPE '!')", "@text");
        if (query.HasEffect)
        {
            where.Add("is_idle = 0");
        }

        await using var sql = await OpenAsync(cancellationToken);
        return await sql.QueryAsync($"SELECT {Columns} FROM job_run WHERE {string.Join(" AND ", where)} ORDER BY id DESC LIMIT @limit", Read, [.. given]);

        void Narrow(object? value, string condition, string name)
        {
            if (value is not null)
            {
                where.Add(condition);
                given.Add((name, value));
            }
        }
    }

    /// <summary>The last run that a schedule started, and the last that ended as it should; on one server, or on all.</summary>
    public async Task<(JobRunRecord? Scheduled, JobRunRecord? Done)> LastAsync(string jobId, string? node, CancellationToken cancellationToken = default)
    {
        await using var sql = await OpenAsync(cancellationToken);
        var where = "FROM job_run WHERE job_id = @job" + (node is null ? "" : " AND node = @node");
        (string, object?)[] given = node is null ? [("@job", jobId)] : [("@job", jobId), ("@node", node)];
        return (
            await sql.FirstAsync($"SELECT {Columns} {where} AND cause IN (0, 3) ORDER BY id DESC LIMIT 1", Read, given),
            await sql.FirstAsync($"SELECT {Columns} {where} AND state = 1 ORDER BY id DESC LIMIT 1", Read, given));
    }

    /// <summary>Whether a run that was due at an instant ended as it should.</summary>
    public async Task<bool> IsDoneAsync(string jobId, long dueMs, CancellationToken cancellationToken = default)
    {
        await using var sql = await OpenAsync(cancellationToken);
        return await sql.FirstAsync("SELECT 1 FROM job_run WHERE job_id = @job AND due_ms = @due AND state = 1 LIMIT 1", r => r.GetInt32(0), ("@job", jobId), ("@due", dueMs)) == 1;
    }

    /// <summary>The first failure since a job last ended as it should; null when its last run did not fail.</summary>
    public async Task<JobRunRecord?> FailingSinceAsync(string jobId, CancellationToken cancellationToken = default)
    {
        await using var sql = await OpenAsync(cancellationToken);
        return await sql.FirstAsync(
            $"SELECT {Columns} FROM job_run WHERE job_id = @job AND state = 2 AND id > COALESCE((SELECT MAX(id) FROM job_run WHERE job_id = @job AND state = 1), 0) ORDER BY id LIMIT 1",
            Read,
            ("@job", jobId));
    }

    /// <summary>Sums by job over the runs that began since an instant, Unix milliseconds UTC.</summary>
    public async Task<IReadOnlyDictionary<string, JobSums>> SumsAsync(long sinceMs, CancellationToken cancellationToken = default)
    {
        await using var sql = await OpenAsync(cancellationToken);
        var rows = await sql.QueryAsync(
            $"SELECT {Sums}, job_id FROM job_run WHERE started_ms >= @since AND state <> 0 GROUP BY job_id",
            r => (Job: r.GetString(11), Sums: new JobSums(Whole(r, 0) ?? 0, Whole(r, 1) ?? 0, Whole(r, 2) ?? 0, ReadCounts(r, 3))),
            ("@since", sinceMs));
        return rows.ToDictionary(r => r.Job, r => r.Sums, StringComparer.Ordinal);
    }

    /// <summary>Deletes runs that began before an instant, and idle ones before another; the newest of each job stays. How many went.</summary>
    public async Task<long> PruneAsync(long beforeMs, long idleBeforeMs, CancellationToken cancellationToken = default)
    {
        await using var sql = await OpenAsync(cancellationToken);
        long total = 0;
        int gone;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            gone = await sql.ExecuteAsync(
                "DELETE FROM job_run WHERE id IN (SELECT id FROM job_run WHERE (started_ms < @before OR (is_idle = 1 AND started_ms < @idle)) AND state <> 0 "
                + $"AND id NOT IN (SELECT MAX(id) FROM job_run GROUP BY job_id, state) ORDER BY id LIMIT {PruneChunk})",
                ("@before", beforeMs),
                ("@idle", Math.Max(beforeMs, idleBeforeMs)));
            total += gone;
        }
        while (gone > 0);
        return total;
    }

    private async Task EndAsync(long id, JobRunState state, long endedMs, JobCounts counts, string said, string? error, bool isIdle, CancellationToken cancellationToken)
    {
        await using var sql = await OpenAsync(cancellationToken);
        await sql.ExecuteAsync(
            "UPDATE job_run SET state = @state, ended_ms = @ended, rows_read = @read, rows_new = @new, rows_duplicate = @duplicate, rows_rejected = @rejected, "
            + "decisions = @decisions, mails = @mails, granted_nano = @granted, expired_nano = @expired, said = @said, error = @error, is_idle = @idle WHERE id = @id",
            ("@state", (int)state), ("@ended", endedMs), ("@read", counts.RowsRead), ("@new", counts.New), ("@duplicate", counts.Duplicate), ("@rejected", counts.Rejected),
            ("@decisions", counts.Decisions), ("@mails", counts.MailsSent), ("@granted", counts.Granted?.Value), ("@expired", counts.Expired?.Value), ("@said", Cut(said, MaxText)),
            ("@error", error is null ? null : Cut(error, MaxError)), ("@idle", isIdle ? 1 : 0), ("@id", id));
    }

    private async Task<Sql> OpenAsync(CancellationToken cancellationToken)
    {
        var sql = await Sql.OpenJobsAsync(options, cancellationToken);
        try
        {
            if (!_isReady)
            {
                await EnsureAsync(sql, cancellationToken);
                _isReady = true;
            }

            return sql;
        }
        catch
        {
            await sql.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes the table, and what an older version of this product did not know of. What a newer one added stays and is not looked at.</summary>
    private static async Task EnsureAsync(Sql sql, CancellationToken cancellationToken)
    {
        await sql.BeginWriteAsync(cancellationToken);
        if (sql.IsPostgres)
        {
            // Two servers that start at once would both find no table.
            await sql.ExecuteAsync($"SELECT pg_advisory_xact_lock({SchemaLock})");
        }

        var id = sql.IsPostgres ? "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY" : "INTEGER PRIMARY KEY AUTOINCREMENT";
        await sql.ExecuteAsync($"CREATE TABLE IF NOT EXISTS job_run (id {id}, {FirstColumns})");
        var known = (await sql.QueryAsync(
                sql.IsPostgres ? "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = 'job_run'" : "SELECT name FROM pragma_table_info('job_run')", r => r.GetString(0)))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (name, type) in MoreColumns.Where(c => !known.Contains(c.Name)))
        {
            await sql.ExecuteAsync($"ALTER TABLE job_run ADD COLUMN {name} {type}");
        }

        await sql.ExecuteAsync("CREATE INDEX IF NOT EXISTS ix_job_run_job_id ON job_run (job_id, id)");
        await sql.ExecuteAsync("CREATE INDEX IF NOT EXISTS ix_job_run_started_ms ON job_run (started_ms)");
        await sql.EndWriteAsync();
    }

    private static JobRunRecord Read(DbDataReader r) => new(
        r.GetInt64(0), r.GetString(1), r.GetString(2), (JobCause)r.GetInt32(3), (JobRunState)r.GetInt32(4), r.GetInt64(5), r.GetInt64(6), Whole(r, 7), r.GetInt32(8),
        ReadCounts(r, 9), r.GetString(17), r.IsDBNull(18) ? null : r.GetString(18));

    private static JobCounts ReadCounts(DbDataReader r, int at) => new()
    {
        RowsRead = Whole(r, at),
        New = Whole(r, at + 1),
        Duplicate = Whole(r, at + 2),
        Rejected = Whole(r, at + 3),
        Decisions = Whole(r, at + 4),
        MailsSent = Whole(r, at + 5),
        Granted = Nano(r, at + 6),
        Expired = Nano(r, at + 7),
    };

    private static Nanodollars? Nano(DbDataReader r, int at) => Whole(r, at) is { } nano ? new Nanodollars(nano) : null;

    /// <summary>PostgreSQL adds bigints up to a numeric.</summary>
    private static long? Whole(DbDataReader r, int at) => r.IsDBNull(at) ? null : Convert.ToInt64(r.GetValue(at), System.Globalization.CultureInfo.InvariantCulture);

    private static string Cut(string text, int most) => text.Length > most ? text[..most] : text;

    private static string Escape(string text) => text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);
}
