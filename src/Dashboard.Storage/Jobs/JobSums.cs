namespace Dashboard.Storage.Jobs;

/// <summary>What the runs of a job came to over a while.</summary>
/// <param name="Runs">How many ended.</param>
/// <param name="Failed">How many of them failed.</param>
/// <param name="Missed">How many runs were missed.</param>
/// <param name="Counts">The sums.</param>
public sealed record JobSums(long Runs, long Failed, long Missed, JobCounts Counts);
