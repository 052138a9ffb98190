namespace Dashboard.Web.Jobs;

/// <summary>Whether the scheduler of this server runs, and under which name.</summary>
public sealed class SchedulerState(string node)
{
    private volatile Standing _standing = new(false, "The scheduler starts.", null);

    /// <summary>The name of this server in the history of jobs.</summary>
    public string Node { get; } = node;

    /// <summary>Whether jobs are run by this server.</summary>
    public bool IsRunning => _standing.IsRunning;

    /// <summary>Why they are not; null when they are.</summary>
    public string? Problem => _standing.Problem;

    /// <summary>Since when they are run; null when they are not.</summary>
    public DateTimeOffset? Since => _standing.Since;

    internal void Runs(DateTimeOffset now) => _standing = _standing.IsRunning ? _standing : new Standing(true, null, now);

    internal void Stopped(string problem) => _standing = new Standing(false, problem, null);

    private sealed record Standing(bool IsRunning, string? Problem, DateTimeOffset? Since);
}
