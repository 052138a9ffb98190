using Dashboard.Storage.Jobs;

namespace Dashboard.Web.Features.Jobs;

/// <summary>The page of one job.</summary>
public sealed record JobView
{
    public required DateTimeOffset Now { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    public required JobLine Line { get; init; }

    public required string About { get; init; }

    /// <summary>Its schedule as it is written.</summary>
    public required string Cron { get; init; }

    /// <summary>The schedule it has unless people say otherwise.</summary>
    public required string OwnCron { get; init; }

    /// <summary>Whether people said otherwise.</summary>
    public bool IsChanged => Cron != OwnCron;

    public required bool IsPerNode { get; init; }

    /// <summary>The next five runs; none while it is paused.</summary>
    public required IReadOnlyList<string> Next { get; init; }

    /// <summary>What its runs came to.</summary>
    public required string Day { get; init; }

    /// <summary>The same over 7 days.</summary>
    public required string Week { get; init; }

    /// <summary>The last runs, the newest last.</summary>
    public required IReadOnlyList<JobBar> Bars { get; init; }

    /// <summary>The runs of this page, newest first.</summary>
    public required IReadOnlyList<JobRunRecord> Runs { get; init; }

    /// <summary>Whether amounts are shown.</summary>
    public required bool SeesMoney { get; init; }

    /// <summary>The run before which the next page begins; null on the last.</summary>
    public long? Older { get; init; }
}
