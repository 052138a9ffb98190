namespace Dashboard.Storage.Writes;

/// <summary>One caller's batch on its way into the database.</summary>
internal sealed class PendingWrite(UsageBatch batch)
{
    public UsageBatch Batch { get; } = batch;

    public PreparedBatch Prepared { get; } = PreparedBatch.Of(batch);

    public long BatchId { get; set; }

    /// <summary>Of what is told again: the newest decision when it was said first; null is now.</summary>
    public long? Decision { get; init; }

    public BatchTally Tally { get; set; } = new();

    public long FallbackAtMs => Batch.FallbackAtMs ?? Batch.ReceivedAtMs;

    public TaskCompletionSource<WriteOutcome> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
