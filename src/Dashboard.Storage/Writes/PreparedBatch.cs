using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>The records of a batch, checked and hashed: what needs no database is done on the caller's thread, so that the one writer has less to do.</summary>
internal sealed class PreparedBatch
{
    private PreparedBatch(List<PreparedRun> runs, List<Rejection> refused) => (Runs, Refused) = (runs, refused);

    /// <summary>What can be written, in the order given.</summary>
    public List<PreparedRun> Runs { get; }

    /// <summary>What cannot.</summary>
    public List<Rejection> Refused { get; }

    public static PreparedBatch Of(UsageBatch batch)
    {
        var records = batch.Records;
        var runs = new List<PreparedRun>(records.Length);
        var refused = new List<Rejection>();
        UsageRecord? before = null;
        for (var i = 0; i < records.Length; i++)
        {
            var record = records[i];
            if (WriteLimits.Refusal(record, batch) is { } reason)
            {
                refused.Add(new Rejection(i, reason));
                continue;
            }

            // The lines of one streamed message stand together: its ids are hashed once.
            var stored = ObservationText.Stored(record);
            var isSame = record.MessageId is not null && record.MessageId == before?.MessageId && record.RequestId == before.RequestId;
            if (!isSame)
            {
                runs.Add(new PreparedRun(record, stored, UsageIdentity.PrimaryOf(record), UsageIdentity.RequestLinkOf(record)));
            }
            else if (!runs[^1].TryAdd(stored))
            {
                runs.Add(new PreparedRun(record, stored, runs[^1].Primary, runs[^1].Link));
            }

            before = record;
        }

        return new PreparedBatch(runs, refused);
    }
}
