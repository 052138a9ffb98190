using System.Collections.Immutable;
using Dashboard.Ingestion;
using Dashboard.Storage.Imports;

namespace Dashboard.Cli.Import;

/// <summary>What an import of a file would do.</summary>
/// <param name="Rows">Rows of the file.</param>
/// <param name="IssueCount">Rows and lines that would not be used.</param>
/// <param name="Issues">The first of them.</param>
/// <param name="FirstAtMs">When the earliest of it happened, Unix milliseconds UTC; null without any.</param>
/// <param name="LastAtMs">When the latest of it happened.</param>
/// <param name="Tried">How many usable rows were tried on the database; the others were only read.</param>
/// <param name="Usable">Usable rows.</param>
/// <param name="Effect">What those would do.</param>
public sealed record CsvLook(long Rows, long IssueCount, ImmutableArray<ParseIssue> Issues, long? FirstAtMs, long? LastAtMs, long Tried, long Usable, ImportPreview Effect);
