using Dashboard.Credits.Runbook;

namespace Dashboard.Storage.Reads;

/// <summary>Which decisions of the runbook to read.</summary>
public sealed record CrossingQuery
{
    /// <summary>What the reader may see; null: everything. The shared account is in no team.</summary>
    public SeatsWithin? Within { get; init; }

    /// <summary>Only of this account; 0 is the shared one.</summary>
    public int? SeatId { get; init; }

    /// <summary>Only of seats that are in this team today.</summary>
    public string? Team { get; init; }

    /// <summary>Part of e-mail or name, in any case.</summary>
    public string? Text { get; init; }

    public string? StageId { get; init; }

    public StageMove? Move { get; init; }

    /// <summary>Only of cycles that start on this day.</summary>
    public DateOnly? CycleStart { get; init; }

    /// <summary>Only those that somebody acknowledged, of cycles that run on this day.</summary>
    public DateOnly? AcknowledgedOn { get; init; }

    /// <summary>Only older ones, to page on; null: from the newest.</summary>
    public long? BeforeId { get; init; }

    /// <summary>At most so many, 1 to 500.</summary>
    public int Limit { get; init; } = 100;
}
