using Dashboard.Storage.Runbooks;

namespace Dashboard.Storage.Writes;

/// <summary>
/// Deletes by age what may go, in transactions so small that no writer of usage waits long. Usage events, identities, decisions, ledgers and
/// the audit trail are never touched.
/// </summary>
public sealed class Pruning(Database database)
{
    private const int Chunk = 2_000;
    private const int Sessions = 200;

    /// <summary>Issues of input that arrived before an instant, Unix milliseconds UTC. How many went.</summary>
    public Task<long> IssuesAsync(long beforeMs, CancellationToken cancellationToken = default) => InChunksAsync(
        $"DELETE FROM issue WHERE id IN (SELECT i.id FROM issue i JOIN import_batch b ON b.id = i.batch_id WHERE b.received_at_ms < @before ORDER BY i.id LIMIT {Chunk})",
        beforeMs, cancellationToken);

    /// <summary>The contents of mails and webhooks that were delivered before an instant; that they were delivered stays. How many went.</summary>
    public Task<long> PayloadsAsync(long beforeMs, CancellationToken cancellationToken = default) => InChunksAsync(
        $"UPDATE outbox SET payload = NULL WHERE id IN (SELECT id FROM outbox WHERE state IN ({(int)DeliveryState.Sent}, {(int)DeliveryState.Withdrawn}) AND ended_at_ms < @before AND payload IS NOT NULL ORDER BY id LIMIT {Chunk})",
        beforeMs, cancellationToken);

    /// <summary>Refusals of the vendor from before an instant. How many went.</summary>
    public Task<long> SignalsAsync(long beforeMs, CancellationToken cancellationToken = default) => InChunksAsync(
        $"DELETE FROM usage_signal WHERE id IN (SELECT id FROM usage_signal WHERE at_ms < @before LIMIT {Chunk})", beforeMs, cancellationToken);

    /// <summary>How far counters were read whose last point is from before an instant: what they added up to stays. How many went.</summary>
    public Task<long> SeriesAsync(long beforeMs, CancellationToken cancellationToken = default) => InChunksAsync(
        $"DELETE FROM metric_series WHERE id IN (SELECT id FROM metric_series WHERE time_nano < @before LIMIT {Chunk})", beforeMs * 1_000_000, cancellationToken);

    /// <summary>
    /// Superseded evidence of sessions whose last result is from before an instant: results whose totals a later result of the same session
    /// contains. What is left adds up to the same. How many went.
    /// </summary>
    public async Task<long> EvidenceAsync(long beforeMs, CancellationToken cancellationToken = default)
    {
        long total = 0;
        long? last = 0;
        while (last is { } after)
        {
            cancellationToken.ThrowIfCancellationRequested();
            last = null;
            await database.Writer.RunAloneAsync(
                async job =>
                {
                    var sessions = await job.Tables.QueryAsync(
                        $"SELECT session_id FROM run_result WHERE session_id > @last GROUP BY session_id HAVING COUNT(*) > 2 AND MAX(at_ms) < @before ORDER BY session_id LIMIT {Sessions}",
                        r => r.GetInt64(0), ("@last", after), ("@before", beforeMs));
                    var gone = new List<long>();
                    foreach (var session in sessions)
                    {
                        gone.AddRange(await SupersededResults.OfAsync(job, session));
                    }

                    foreach (var chunk in gone.Chunk(500))
                    {
                        await job.Tables.ExecuteAsync($"DELETE FROM run_result WHERE id IN ({string.Join(',', chunk)})");
                    }

                    total += gone.Count;
                    last = sessions.Count == Sessions ? sessions[^1] : null;
                    return gone.Count > 0;
                },
                cancellationToken);
        }

        return total;
    }

    private async Task<long> InChunksAsync(string statement, long beforeMs, CancellationToken cancellationToken)
    {
        long total = 0;
        var gone = 1;
        while (gone > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await database.Writer.RunAloneAsync(
                async job =>
                {
                    gone = await job.Tables.ExecuteAsync(statement, ("@before", beforeMs));
                    return gone > 0;
                },
                cancellationToken);
            total += gone;
        }

        return total;
    }
}
