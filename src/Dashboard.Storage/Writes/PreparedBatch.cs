using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>The records of a batch, checked and hashed: what needs no database is done on the caller's thread, so that the one writer has less to do.</summary>
internal sealed class PreparedBatch
{
    private readonly UsageBatch _batch;

    private PreparedBatch(UsageBatch batch, List<PreparedRun> runs, List<Rejection> refused) => (_batch, Runs, Refused) = (batch, runs, refused);

    /// <summary>What can be written, in the order given.</summary>
    public List<PreparedRun> Runs { get; }

    /// <summary>What cannot.</summary>
    public List<Rejection> Refused { get; }

    public static PreparedBatch Of(UsageBatch batch)
    {
        if (batch.Prepared is { } prepared && prepared.IsOf(batch))
        {
            return prepared;
        }

        var records = batch.Records;
        var isHashed = records.Length > 0 && batch.Identities.Length == records.Length;
        var runs = new List<PreparedRun>(records.Length);
        var refused = new List<Rejection>();
        var (before, identity) = ((UsageRecord?)null, default(RecordIdentity));
        for (var i = 0; i < records.Length; i++)
        {
            var record = records[i];
            if (WriteLimits.Refusal(record, batch) is { } reason)
            {
                refused.Add(new Rejection(i, reason));
                continue;
            }

            // The lines of one streamed message stand together: its ids are hashed once.
            var isSame = record.MessageId is not null && before?.MessageId is not null
                && (isHashed ? batch.Identities[i] == identity : record.MessageId == before.MessageId && record.RequestId == before.RequestId);
            var stored = ObservationText.Stored(record);
            if (!isSame)
            {
                identity = isHashed ? batch.Identities[i] : RecordIdentity.Of(record);
            }

            if (!isSame || !runs[^1].TryAdd(stored))
            {
                runs.Add(new PreparedRun(stored, identity));
            }

            if (!batch.ObservationIds.IsEmpty)
            {
                (runs[^1].ObservationIds ??= []).Add(batch.ObservationIds[i]);
            }

            before = record;
        }

        if (batch.IsImport)
        {
            runs.ForEach(r => r.WriteTexts());
        }

        return new PreparedBatch(batch, runs, refused);
    }

    private bool IsOf(UsageBatch batch) =>
        batch.Records == _batch.Records && batch.Identities == _batch.Identities && batch.ReceivedAtMs == _batch.ReceivedAtMs && batch.FallbackAtMs == _batch.FallbackAtMs;
}
