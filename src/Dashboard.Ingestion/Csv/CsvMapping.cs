using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Credits.Cycles;

namespace Dashboard.Ingestion.Csv;

/// <summary>How the columns of a file are read as usage. Can be saved and used again; the same as JSON for <c>dashboard import --mapping</c>.</summary>
public sealed record CsvMapping
{
    /// <summary>The most characters of a name, a header or a fixed text.</summary>
    public const int MostText = 128;

    private static readonly CsvMappingJson Json = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Its name. Own ids and sums count within it: files of one kind have one name.</summary>
    public required string Name { get; init; }

    /// <summary>The columns that are read; others are passed over.</summary>
    public required ImmutableArray<CsvColumn> Columns { get; init; }

    /// <summary>What one row is.</summary>
    public CsvRowKind Rows { get; init; }

    /// <summary><c>auto</c> (ISO 8601, or Unix seconds or milliseconds), or a pattern such as <c>dd.MM.yyyy HH:mm</c>.</summary>
    public string TimeFormat { get; init; } = CsvTime.Auto;

    /// <summary>The zone of times that state none.</summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>True when <c>1,5</c> is one and a half.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>True when the cost is what was billed and counts; false when it is an estimate and our own rating counts. Without token columns it always counts.</summary>
    public bool CostCounts { get; init; }

    /// <summary>The day of every row, for files without a time (<c>2026-10-31</c>).</summary>
    public DateOnly? Day { get; init; }

    /// <summary>The model of rows that state none.</summary>
    public string? Model { get; init; }

    /// <summary>The tool or app of rows that state none.</summary>
    public string? App { get; init; }

    /// <summary>Reads a mapping; null and why not.</summary>
    public static CsvMapping? Parse(string json, out string reason)
    {
        try
        {
            var mapping = JsonSerializer.Deserialize(json, Json.CsvMapping);
            if (mapping is null || mapping.Columns.IsDefault || mapping.Columns.Any(c => c is null))
            {
                reason = "It has no columns.";
                return null;
            }

            // What the text leaves out is nothing to the reader of JSON, not what this type begins with.
            var whole = mapping with { TimeFormat = (string?)mapping.TimeFormat ?? CsvTime.Auto, Zone = (string?)mapping.Zone ?? "UTC" };
            reason = whole.Problem() ?? "";
            return reason.Length == 0 ? whole : null;
        }
        catch (JsonException e)
        {
            reason = $"It is not a mapping: {(e.Path is { Length: > 1 } path ? path : "the JSON")} cannot be read.";
            return null;
        }
    }

    /// <summary>The mapping as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json.CsvMapping);

    /// <summary>The header of a field; null when no column says it.</summary>
    public string? HeaderOf(CsvField field) => Columns.FirstOrDefault(c => c.Field == field)?.Header;

    /// <summary>What makes it unusable for any file, in a sentence; null when nothing does.</summary>
    public string? Problem() =>
        string.IsNullOrWhiteSpace(Name) || IsLong(Name) ? "A mapping needs a name of at most 128 characters."
        : Columns.Length > CsvRows.MostCells || Columns.Any(c => string.IsNullOrWhiteSpace(c.Header) || c.Header.Length > MostText + 8) ? "A column needs a name of at most 128 characters."
        : Columns.GroupBy(c => c.Header, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice ? $"The column '{twice.Key}' stands twice in the mapping."
        : Columns.Where(c => c.Field != CsvField.Tag).GroupBy(c => c.Field).FirstOrDefault(g => g.Count() > 1) is { } field ? $"Two columns are read as {CsvWords.Of(field.Key)}. Choose one."
        : HeaderOf(CsvField.CostUsd) is not null && HeaderOf(CsvField.CostCents) is not null ? "The cost is read in USD and in cents. Choose one."
        : HeaderOf(CsvField.At) is null && Day is null ? "No column says when it happened. Choose one, or give a day for all rows."
        : Columns.Count(c => c.Field == CsvField.Tag) > 32 ? "At most 32 columns can be tags."
        : !HasTokens && !HasCost ? "Neither tokens nor a cost are read. Choose a column for one of them."
        : HeaderOf(CsvField.Model) is null && string.IsNullOrWhiteSpace(Model) && !HasCost ? "No column says the model, and there is no cost. Choose a column, or give a model for all rows."
        : IsLong(Model) || IsLong(App) ? "A fixed text has at most 128 characters."
        : !CsvTime.IsFormat(TimeFormat) ? "The time format can hold y, M, d, H, h, m, s, f, t, z and signs between them, and needs a year, a month and a day."
        : !IsZone(Zone) ? "There is no such time zone. Zones have names such as Europe/Berlin."
        : null;

    /// <summary>True when any token count is read.</summary>
    public bool HasTokens => Columns.Any(c => c.Field is CsvField.InputTokens or CsvField.OutputTokens or CsvField.CacheWriteTokens or CsvField.CacheWrite1hTokens or CsvField.CacheReadTokens);

    /// <summary>True when a cost is read.</summary>
    public bool HasCost => Columns.Any(c => c.Field is CsvField.CostUsd or CsvField.CostCents);

    /// <summary>The columns of the mapping that a file with these headers lacks.</summary>
    public IReadOnlyList<string> MissingIn(IReadOnlyList<string> headers) =>
        [.. Columns.Select(c => c.Header).Where(h => !headers.Contains(h, StringComparer.OrdinalIgnoreCase))];

    private static bool IsLong(string? text) => text?.Length > MostText;

    private static bool IsZone(string id)
    {
        try
        {
            _ = ZoneDays.Find(id);
            return true;
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException or ArgumentException)
        {
            return false;
        }
    }
}
