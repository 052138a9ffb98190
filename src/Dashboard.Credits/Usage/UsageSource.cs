namespace Dashboard.Credits.Usage;

/// <summary>The kind of source an observation was read from. The numbers are stored; never renumber.</summary>
public enum UsageSource
{
    /// <summary>A Claude Code transcript, <c>~/.claude/projects/**/*.jsonl</c>.</summary>
    Transcript = 1,

    /// <summary>An assistant line of <c>claude -p --output-format stream-json</c> or of an execution file.</summary>
    Stream = 2,

    /// <summary>A result message; its events are remainders (law, section 4).</summary>
    Result = 3,

    /// <summary>A record of the REST batch.</summary>
    Rest = 4,

    /// <summary>An OpenTelemetry request event.</summary>
    Otlp = 5,

    /// <summary>A daily aggregate of the vendor.</summary>
    VendorReport = 6,

    /// <summary>A CSV import.</summary>
    Csv = 7,
}
