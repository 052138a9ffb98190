namespace Dashboard.Web.Jobs;

/// <summary>What a job is told when it runs.</summary>
/// <param name="NowMs">The instant of this run, Unix milliseconds UTC: everything the run does is as of it.</param>
/// <param name="IsManual">Whether a person asked for it.</param>
/// <param name="LastDoneMs">The <paramref name="NowMs"/> of the last run that ended as it should; null before the first. What happened since then is this run's to tell.</param>
public sealed record JobRun(long NowMs, bool IsManual = false, long? LastDoneMs = null);
