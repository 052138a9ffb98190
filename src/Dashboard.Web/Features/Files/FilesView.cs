using Dashboard.Ingestion.Csv;
using Dashboard.Storage.Rows;

namespace Dashboard.Web.Features.Files;

/// <summary>What the page shows before a file is chosen.</summary>
/// <param name="Now">As of.</param>
/// <param name="Zone">The organisation's zone.</param>
/// <param name="Imports">Newest first.</param>
/// <param name="Mappings">Saved ones by name.</param>
public sealed record FilesView(DateTimeOffset Now, TimeZoneInfo Zone, IReadOnlyList<UsageImportRow> Imports, IReadOnlyList<CsvMapping> Mappings);
