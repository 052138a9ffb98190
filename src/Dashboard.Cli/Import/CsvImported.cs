using Dashboard.Ingestion;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;

namespace Dashboard.Cli.Import;

/// <summary>An import of a file that was read to its end.</summary>
/// <param name="Import">Its figures.</param>
/// <param name="Issues">The first issues.</param>
/// <param name="OtherCosts">Known requests whose cost the file states otherwise.</param>
public sealed record CsvImported(UsageImportRow Import, IReadOnlyList<ParseIssue> Issues, OtherCosts OtherCosts);
