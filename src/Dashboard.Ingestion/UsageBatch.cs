using Dashboard.Credits.Usage;

namespace Dashboard.Ingestion;

/// <summary>A sink that keeps what it is given until it is cleared.</summary>
public sealed class UsageBatch : UsageSink
{
    private readonly Utf8StringCache strings = new();

    /// <summary>Observations of requests.</summary>
    public List<UsageRecord> Records { get; } = [];

    /// <summary>Result messages.</summary>
    public List<RunResult> Results { get; } = [];

    /// <summary>Issues.</summary>
    public List<ParseIssue> Issues { get; } = [];

    /// <inheritdoc/>
    public override void OnLine(in UsageLine line) => Records.Add(line.ToRecord(strings));

    /// <inheritdoc/>
    public override void OnRecord(UsageRecord record) => Records.Add(record);

    /// <inheritdoc/>
    public override void OnResult(RunResult result) => Results.Add(result);

    /// <inheritdoc/>
    public override void OnIssue(ParseIssue issue) => Issues.Add(issue);

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Records.Clear();
        Results.Clear();
        Issues.Clear();
    }
}
