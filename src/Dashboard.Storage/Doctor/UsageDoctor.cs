using System.Collections.Immutable;
using Dashboard.Storage.Books;
using Dashboard.Storage.Writes;

namespace Dashboard.Storage.Doctor;

/// <summary>
/// Verifies every invariant of usage, and rebuilds what can be rebuilt from events and decisions. It works inside the
/// writer, so nothing moves while it looks.
/// </summary>
public static class UsageDoctor
{
    /// <summary>Looks and changes nothing.</summary>
    public static async Task<DoctorReport> CheckAsync(Database database, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ImmutableArray<DoctorFinding> findings = [];
        await database.Writer.RunAloneAsync(
            async job =>
            {
                findings = await FindAsync(job);
                return false;
            },
            cancellationToken);
        return new DoctorReport(UsageChecks.Invariants, findings, []);
    }

    /// <summary>
    /// Joins stored events that share an identity: earlier versions looked for an identity on the days around alone, and what they stored
    /// twice is still there. Keeps writers waiting only when there are any. How many identities that were.
    /// </summary>
    public static async Task<long> JoinAsync(Database database, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using (var sql = await Sql.OpenAsync(database.Options, cancellationToken))
        {
            if (await sql.FirstAsync($"SELECT COUNT(*) FROM ({UsageChecks.SeveralEvents}) d", r => r.GetInt64(0)) == 0)
            {
                return 0;
            }
        }

        var joined = 0L;
        await database.Writer.RunAloneAsync(
            async job =>
            {
                var hashes = await UsageChecks.HashesOfSeveralEventsAsync(job.Tables);
                await new UsageTransaction(job).JoinAsync(hashes);
                joined = hashes.Count;
                return true;
            },
            cancellationToken);
        return joined;
    }

    /// <summary>
    /// Looks, then joins what identity says is one event, gives every event what the decisions say, writes all roll-ups and
    /// remainders anew from the events, and looks again. One transaction: it happens whole or not at all.
    /// </summary>
    public static async Task<DoctorReport> RebuildAsync(Database database, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ImmutableArray<DoctorFinding> findings = [];
        ImmutableArray<DoctorFinding> left = [];
        await database.Writer.RunAloneAsync(
            async job =>
            {
                findings = await FindAsync(job);
                await RebuildAsync(job);
                left = await FindAsync(job);
                return true;
            },
            cancellationToken);
        return new DoctorReport(UsageChecks.Invariants, findings, left);
    }

    private static async Task<ImmutableArray<DoctorFinding>> FindAsync(UsageJob job)
    {
        var findings = await UsageChecks.RunAsync(job);

        // Deriving everything once more must change nothing; whoever only looks rolls it back.
        var rollups = new RollupChanges(job.Dictionaries);
        var runs = new RunWrites(job.Tables, job.Dictionaries, job.Policy, new EventRows(job.Dictionaries), rollups);
        var changed = await runs.DeriveAffectedAsync(await SessionsWithResultsAsync(job));
        await rollups.FlushAsync(job.Tables);
        findings = changed.Count == 0 ? findings : findings.Add(new DoctorFinding(UsageChecks.RemaindersInvariant, changed.Count, [.. changed.Order().Take(5).Select(s => $"session {s}")]));
        var posted = await new VendorPostings(job, 0).DeriveAsync(await VendorPostings.AllDaysAsync(job.Tables));
        return posted == 0 ? findings : findings.Add(new DoctorFinding(UsageChecks.VendorInvariant, posted, []));
    }

    private static async Task RebuildAsync(UsageJob job)
    {
        await new UsageTransaction(job).JoinAsync(await UsageChecks.HashesOfSeveralEventsAsync(job.Tables));
        await job.Tables.ExecuteAsync("DELETE FROM usage_identity WHERE event_id NOT IN (SELECT id FROM usage_event)");
        await IdentityDigest.BuildAsync(job.Tables);
        await job.Tables.ExecuteAsync("DELETE FROM usage_evidence WHERE event_id NOT IN (SELECT id FROM usage_event)");
        var events = await job.Tables.QueryAsync("SELECT id FROM usage_event ORDER BY id", r => r.GetInt64(0));
        await Reclassification.RunAsync(job, events, []);
        var normal = await RollupSql.NormalModelsAsync(job);
        foreach (var table in IntTable.Rollups)
        {
            await job.Tables.ExecuteAsync($"DELETE FROM {table.Name}");
            await job.Tables.ExecuteAsync($"INSERT INTO {table.Name} ({string.Join(", ", table.Columns)}) {RollupSql.Expected(table, normal)}");
        }

        await Reclassification.RunAsync(job, [], await SessionsWithResultsAsync(job));
        await new VendorPostings(job, 0).DeriveAsync(await VendorPostings.AllDaysAsync(job.Tables));
    }

    private static Task<List<long>> SessionsWithResultsAsync(UsageJob job) =>
        job.Tables.QueryAsync("SELECT DISTINCT session_id FROM run_result ORDER BY session_id", r => r.GetInt64(0));
}
