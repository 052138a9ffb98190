using Dashboard.Ingestion.Csv;
using Dashboard.Storage;

namespace Dashboard.Cli.Import;

/// <summary>The mappings that were saved, and the one that is proposed for a file: the same for the page and the tool.</summary>
public static class CsvMappings
{
    /// <summary>Saved mappings by name.</summary>
    public static async Task<IReadOnlyList<CsvMapping>> SavedAsync(Database database, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        return [.. (await database.Imports.MappingsAsync(cancellationToken)).Select(m => CsvMapping.Parse(m.Json, out _) ?? WithoutTime(m.Json)).OfType<CsvMapping>()];
    }

    /// <summary>The first rows of a file and how it would be read; why it is no usage, if so.</summary>
    public static async Task<(CsvHead Head, CsvProposed Proposed, string? Refusal)> ProposeAsync(
        Database database, string file, Stream stream, CancellationToken cancellationToken = default)
    {
        var head = await CsvHead.ReadAsync(file, stream, CsvProposal.SampleRows, cancellationToken);
        var refusal = head.Headers.Count == 0 ? head.Issues is [var issue, ..] ? issue.Reason : "The file has no header line." : CsvProposal.Refusal(head.Headers);
        return (head, CsvProposal.Of(head, await SavedAsync(database, cancellationToken)), refusal);
    }

    /// <summary>A mapping of files without a time has no day until a file gives one: it is no mistake in the saved one.</summary>
    private static CsvMapping? WithoutTime(string json)
    {
        var at = json.LastIndexOf('}');
        return at < 0 ? null : CsvMapping.Parse(json[..at] + ", \"day\": \"2000-01-01\" }", out _) is { } mapping ? mapping with { Day = null } : null;
    }
}
