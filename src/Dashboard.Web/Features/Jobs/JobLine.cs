namespace Dashboard.Web.Features.Jobs;

/// <summary>A job in the list.</summary>
public sealed record JobLine
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required JobState State { get; init; }

    /// <summary>When it runs, in words.</summary>
    public required string Schedule { get; init; }

    /// <summary>When it last ran.</summary>
    public required string Last { get; init; }

    /// <summary>What that did, or why it does nothing.</summary>
    public required string Said { get; init; }

    /// <summary>How long it took.</summary>
    public required string Took { get; init; }

    /// <summary>The last runs, the newest last.</summary>
    public required IReadOnlyList<JobBar> Bars { get; init; }

    /// <summary>When it runs next.</summary>
    public required string Next { get; init; }

    /// <summary>What its runs came to over the chosen while; empty when nothing is counted.</summary>
    public required string Sums { get; init; }

    /// <summary>Runs missed over that while, as words; null when none.</summary>
    public string? Missed { get; init; }

    /// <summary>Which server ran it last.</summary>
    public required string Node { get; init; }

    /// <summary>Who paused it, when and why; null when nobody did.</summary>
    public string? Pause { get; init; }

    /// <summary>Why it is failing; null when it is not.</summary>
    public JobFailure? Failure { get; init; }
}
