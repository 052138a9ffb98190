using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Dashboard.Storage.Writes;

/// <summary>What the writer did, for whoever listens to the meter <c>Drawdown.Usage</c>.</summary>
internal static class UsageMetrics
{
    private static readonly Meter Meter = new("Drawdown.Usage");
    private static readonly Counter<long> Records = Meter.CreateCounter<long>("drawdown_usage_records_total", "{record}", "Records and results written, by outcome.");
    private static readonly Histogram<double> Commits = Meter.CreateHistogram<double>("drawdown_usage_commit_seconds", "s", "Time of one transaction of usage, commit included.");

    /// <summary>After a commit.</summary>
    public static void TransactionCommitted(IReadOnlyList<PendingWrite> group, long startTimestamp)
    {
        Commits.Record(Stopwatch.GetElapsedTime(startTimestamp).TotalSeconds);
        foreach (var tally in group.Select(w => w.Tally))
        {
            Add("accepted", tally.Accepted);
            Add("updated", tally.Updated);
            Add("duplicate", tally.Duplicate);
            Add("superseded", tally.Superseded);
            Add("rejected", tally.Rejected.Count);
        }
    }

    private static void Add(string outcome, int count)
    {
        if (count > 0)
        {
            Records.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }
}
