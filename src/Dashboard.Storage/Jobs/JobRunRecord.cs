namespace Dashboard.Storage.Jobs;

/// <summary>One run of a job, as the history keeps it.</summary>
/// <param name="Id">Ascending in the order the runs began.</param>
/// <param name="JobId">The job.</param>
/// <param name="Node">The server that ran it.</param>
/// <param name="Cause">Why it ran.</param>
/// <param name="State">How it stands.</param>
/// <param name="DueMs">The instant it was due, Unix milliseconds UTC; without a schedule the instant it was asked for.</param>
/// <param name="StartedMs">When it began.</param>
/// <param name="EndedMs">When it ended; null while it runs, and when nobody saw it end.</param>
/// <param name="Missed">Runs of its schedule that were missed before this one, which makes good for them.</param>
/// <param name="Counts">What it did.</param>
/// <param name="Said">The same as a sentence; empty while it runs.</param>
/// <param name="Error">What was thrown, with its stack; null when nothing was.</param>
public sealed record JobRunRecord(
    long Id, string JobId, string Node, JobCause Cause, JobRunState State, long DueMs, long StartedMs, long? EndedMs, int Missed, JobCounts Counts, string Said, string? Error)
{
    /// <summary>How long it took; null while it runs, and when nobody saw it end.</summary>
    public TimeSpan? Took => EndedMs is { } ended ? TimeSpan.FromMilliseconds(Math.Max(0, ended - StartedMs)) : null;
}
