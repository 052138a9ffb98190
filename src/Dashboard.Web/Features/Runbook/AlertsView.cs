namespace Dashboard.Web.Features.Runbook;

/// <summary>Open alerts as one reader sees them.</summary>
public sealed record AlertsView
{
    public required string Answer { get; init; }

    public required string Reason { get; init; }

    /// <summary>The most urgent ones.</summary>
    public required IReadOnlyList<AlertRow> Rows { get; init; }

    /// <summary>How many there are.</summary>
    public required long Total { get; init; }

    /// <summary>The newest first.</summary>
    public required IReadOnlyList<AcknowledgedRow> Acknowledged { get; init; }

    public required bool MayAnswer { get; init; }

    /// <summary><c>evaluated 14:20</c>.</summary>
    public required string Evaluated { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required TimeZoneInfo Zone { get; init; }
}
