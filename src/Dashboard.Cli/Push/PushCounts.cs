namespace Dashboard.Cli.Push;

/// <summary>What the server answered, added up.</summary>
internal sealed record PushCounts(int Files, int Unchanged, long Accepted, long Updated, long Duplicate, long Superseded, long Rejected, long Issues, int Refused = 0)
{
    /// <summary>Nothing.</summary>
    public static PushCounts None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Two together.</summary>
    public static PushCounts operator +(PushCounts a, PushCounts b) => new(
        a.Files + b.Files, a.Unchanged + b.Unchanged, a.Accepted + b.Accepted, a.Updated + b.Updated, a.Duplicate + b.Duplicate,
        a.Superseded + b.Superseded, a.Rejected + b.Rejected, a.Issues + b.Issues, a.Refused + b.Refused);
}
