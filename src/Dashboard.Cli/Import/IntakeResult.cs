using System.Collections.Immutable;
using Dashboard.Ingestion;

namespace Dashboard.Cli.Import;

/// <summary>What one file or stream brought. Accepted, updated, duplicate, superseded and <see cref="Rejected"/> sum to what was sent.</summary>
public sealed record IntakeResult
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What became of it.</summary>
    public required IntakeState State { get; init; }

    /// <summary>Bytes read.</summary>
    public long Bytes { get; init; }

    /// <summary>Observations and results found.</summary>
    public int Found { get; init; }

    /// <summary>New events, and results that post something.</summary>
    public int Accepted { get; init; }

    /// <summary>Observations that improved a known event.</summary>
    public int Updated { get; init; }

    /// <summary>Nothing new.</summary>
    public int Duplicate { get; init; }

    /// <summary>Kept as evidence; they post nothing.</summary>
    public int Superseded { get; init; }

    /// <summary>What could not be used, by the reader or by the database: the file, the line (0 for none) and why. At most some 1,000 of the reader a file.</summary>
    public ImmutableArray<ParseIssue> Rejected { get; init; } = [];

    /// <summary>What was not kept of observations that were, in plain sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>True when the last line is not whole yet: it is read when the file has grown.</summary>
    public bool IsUnfinished { get; init; }
}
