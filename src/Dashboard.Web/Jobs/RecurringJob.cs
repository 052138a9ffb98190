namespace Dashboard.Web.Jobs;

/// <summary>
/// Something the product does by itself, again and again. A job knows nothing of the scheduler. It must bear running twice, and being
/// killed at any instant: what it left undone, its next run does. Register one with <c>services.AddJob&lt;T&gt;()</c>.
/// </summary>
public abstract class RecurringJob
{
    /// <summary>Its fixed id, in lower case with hyphens: in the address of its page, the scheduler and the history. Never change.</summary>
    public abstract string Id { get; }

    /// <summary>What people call it: a verb and what it does it to.</summary>
    public abstract string Name { get; }

    /// <summary>One or two sentences about what it is for, and what happens without it.</summary>
    public abstract string About { get; }

    /// <summary>When it runs unless people say otherwise: five fields of crontab (minute, hour, day, month, weekday), or six with seconds first. In the organisation's zone.</summary>
    public abstract string DefaultCron { get; }

    /// <summary>Whether every server runs it for itself, because it is about that server's own machine.</summary>
    public virtual bool IsPerNode => false;

    /// <summary>Whether it also runs when a server starts, because there may be something to do at once.</summary>
    public virtual bool RunsAtStart => false;

    /// <summary>Why it does nothing here, and what to do about that; null when it does.</summary>
    public virtual string? NotApplicable => null;

    /// <summary>Runs once. What it throws is kept in its history and shown as a failure.</summary>
    public abstract Task<JobEffect> RunAsync(JobRun run, CancellationToken cancellationToken);
}
