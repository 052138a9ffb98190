namespace Dashboard.Ingestion.Otlp;

/// <summary>What a request of logs held.</summary>
public sealed class OtlpLogs
{
    /// <summary>Log records in the request, of any kind.</summary>
    public int Sent { get; internal set; }

    /// <summary>Usage.</summary>
    public List<OtlpUsage> Usage { get; } = [];

    /// <summary>Refusals of the vendor.</summary>
    public List<OtlpError> Errors { get; } = [];

    /// <summary>What could not be used; <see cref="ParseIssue.File"/> is its place, and each is one log record.</summary>
    public List<ParseIssue> Issues { get; } = [];
}
