namespace Dashboard.Storage.Rows;

/// <summary>What people changed about a recurring job. A job without a row runs by its own schedule.</summary>
public sealed class JobSettingRow
{
    /// <summary>Characters of <see cref="Cron"/>.</summary>
    public const int MaxCron = 120;

    /// <summary>Characters of <see cref="PauseReason"/>.</summary>
    public const int MaxReason = 500;

    /// <summary>The job's fixed id.</summary>
    public required string JobId { get; init; }

    /// <summary>Its schedule; null: its own.</summary>
    public string? Cron { get; set; }

    /// <summary>When somebody last changed the schedule or resumed the job: what was due before is not missed.</summary>
    public long ChangedAtMs { get; set; }

    /// <summary>Since when it is paused; null: it is not.</summary>
    public long? PausedAtMs { get; set; }

    /// <summary>Who paused it.</summary>
    public string? PausedBy { get; set; }

    /// <summary>Why.</summary>
    public string? PauseReason { get; set; }
}
