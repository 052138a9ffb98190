using Dashboard.Credits.Usage;

namespace Dashboard.Ingestion;

/// <summary>Takes what a reader finds, in the order of the input. Called on the thread that reads.</summary>
public abstract class UsageSink
{
    /// <summary>
    /// One usage line of a transcript or stream. Its spans are valid during the call only. Override to avoid making strings;
    /// by default it becomes a record.
    /// </summary>
    public virtual void OnLine(in UsageLine line) => OnRecord(line.ToRecord());

    /// <summary>One observation of a request.</summary>
    public abstract void OnRecord(UsageRecord record);

    /// <summary>One result message. Comes at the end of its file, because its instant is the newest in the file.</summary>
    public abstract void OnResult(RunResult result);

    /// <summary>One issue.</summary>
    public abstract void OnIssue(ParseIssue issue);
}
