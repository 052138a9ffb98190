namespace Dashboard.Ingestion.Otlp;

/// <summary>What a request of metrics held.</summary>
public sealed class OtlpMetrics
{
    /// <summary>Data points in the request, of any metric.</summary>
    public int Sent { get; internal set; }

    /// <summary>Readings of cost and tokens.</summary>
    public List<OtlpReading> Readings { get; } = [];

    /// <summary>What could not be used; <see cref="ParseIssue.File"/> is its place, and each is one data point.</summary>
    public List<ParseIssue> Issues { get; } = [];
}
