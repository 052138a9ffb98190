using System.Text;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion;

namespace Dashboard.Cli.Report;

/// <summary>What one thread finds.</summary>
internal sealed class ReportSink(Names names) : UsageSink
{
    private readonly Names.View view = new(names);

    /// <summary>Events with a message id.</summary>
    public EventTable Events { get; } = new(names);

    /// <summary>Observations without one.</summary>
    public List<UsageRecord> Others { get; } = [];

    /// <summary>Result messages.</summary>
    public List<RunResult> Results { get; } = [];

    /// <summary>Issues.</summary>
    public List<ParseIssue> Issues { get; } = [];

    /// <inheritdoc/>
    public override void OnLine(in UsageLine line)
    {
        if (line.MessageId.IsEmpty)
        {
            Others.Add(line.ToRecord());
        }
        else if (CompactEvent.TryOf(in line, view, out var compact))
        {
            Events.Add(IdHash.Of(line.MessageId), in compact);
        }
        else
        {
            Events.Add(IdHash.Of(line.MessageId), IdHash.Short(line.RequestId), line.ToRecord());
        }
    }

    /// <inheritdoc/>
    public override void OnRecord(UsageRecord record)
    {
        if (record.MessageId is { } id)
        {
            Events.Add(IdHash.Of(Encoding.UTF8.GetBytes(id)), RequestOf(record), record);
        }
        else
        {
            Others.Add(record);
        }
    }

    /// <inheritdoc/>
    public override void OnResult(RunResult result) => Results.Add(result);

    /// <inheritdoc/>
    public override void OnIssue(ParseIssue issue) => Issues.Add(issue);

    /// <summary>The hash of a record's request id; 0 for none.</summary>
    public static ulong RequestOf(UsageRecord record) => record.RequestId is { } id ? IdHash.Short(Encoding.UTF8.GetBytes(id)) : 0;
}
