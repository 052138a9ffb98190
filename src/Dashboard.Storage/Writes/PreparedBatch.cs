using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>The records of a batch, checked and hashed: what needs no database is done on the caller's thread, so that the one writer has less to do.</summary>
internal sealed class PreparedBatch
{
    private PreparedBatch(List<PreparedObservation> observations, List<Rejection> refused) => (Observations, Refused) = (observations, refused);

    /// <summary>What can be written, in the order given.</summary>
    public List<PreparedObservation> Observations { get; }

    /// <summary>What cannot.</summary>
    public List<Rejection> Refused { get; }

    public static PreparedBatch Of(UsageBatch batch)
    {
        var records = batch.Records;
        var observations = new List<PreparedObservation>(records.Length);
        var refused = new List<Rejection>();
        UsageRecord? before = null;
        var (message, request) = (default(IdentityHash), default(IdentityHash?));
        for (var i = 0; i < records.Length; i++)
        {
            var record = records[i];
            if (WriteLimits.Refusal(record, batch) is { } reason)
            {
                refused.Add(new Rejection(i, reason));
                continue;
            }

            // The lines of one streamed message stand together: its ids are hashed once.
            if (record.MessageId is null || record.MessageId != before?.MessageId || record.RequestId != before.RequestId)
            {
                message = UsageIdentity.PrimaryOf(record);
                request = UsageIdentity.RequestLinkOf(record);
            }

            observations.Add(new PreparedObservation(
                ObservationText.Stored(record), message, UsageIdentity.KindOf(record) == IdentityKind.Request, request, IdentityKey.DayOf(record.OccurredAtMs)));
            before = record;
        }

        return new PreparedBatch(observations, refused);
    }
}
