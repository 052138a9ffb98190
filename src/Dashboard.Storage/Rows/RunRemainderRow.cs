namespace Dashboard.Storage.Rows;

/// <summary>A derived remainder event of a session.</summary>
public sealed class RunRemainderRow
{
    public long SessionId { get; init; }

    /// <summary>As <see cref="UsageEventRow.Identity"/>.</summary>
    public long Identity { get; init; }

    public long EventId { get; init; }
}
