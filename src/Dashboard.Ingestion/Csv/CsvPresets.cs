using System.Collections.Immutable;

namespace Dashboard.Ingestion.Csv;

/// <summary>Mappings for files whose columns somebody published.</summary>
public static class CsvPresets
{
    /// <summary>
    /// The vendor's spend report, exported from its analytics page: one row a person, product and model, summed over the chosen dates, without a
    /// time. Columns: support.claude.com, article 12883420. The gross amount is taken: the organisation's own contract discount is applied
    /// to it as to every cost, and the net amount would have it twice.
    /// </summary>
    public static readonly CsvMapping SpendReport = new()
    {
        Name = "Vendor spend report",
        Columns =
        [
            new("user_email", CsvField.User), new("account_uuid", CsvField.Account), new("product", CsvField.App), new("model", CsvField.Model), new("total_prompt_tokens", CsvField.InputTokens),
            new("total_completion_tokens", CsvField.OutputTokens), new("total_gross_spend_usd", CsvField.CostUsd),
        ],
        Rows = CsvRowKind.Sum,
        CostCounts = true,
    };

    /// <summary>
    /// Cursor's usage export: one row a request. Columns as its dashboard exports them and public readers of that file name them (a team's file has <c>User</c>,
    /// a person's has not); <c>Input (w/ Cache Write)</c> are the tokens that were written to a cache, <c>Input (w/o Cache Write)</c> the others.
    /// </summary>
    public static readonly CsvMapping Cursor = new()
    {
        Name = "Cursor usage",
        Columns =
        [
            new("Date", CsvField.At), new("User", CsvField.User), new("Model", CsvField.Model), new("Kind", CsvField.Tag), new("Max Mode", CsvField.Tag),
            new("Input (w/ Cache Write)", CsvField.CacheWriteTokens), new("Input (w/o Cache Write)", CsvField.InputTokens), new("Cache Read", CsvField.CacheReadTokens),
            new("Output Tokens", CsvField.OutputTokens), new("Cost", CsvField.CostUsd),
        ],
        CostCounts = true,
        App = "Cursor",
    };

    /// <summary>GitHub Copilot's premium request usage report: one row a day, person and model. Columns: docs.github.com, billing reports reference.</summary>
    public static readonly CsvMapping Copilot = new()
    {
        Name = "Copilot premium requests",
        Columns =
        [
            new("date", CsvField.At), new("username", CsvField.User), new("model", CsvField.Model), new("product", CsvField.Tag), new("sku", CsvField.Tag),
            new("exceeds_quota", CsvField.Tag), new("organization", CsvField.Tag), new("net_amount", CsvField.CostUsd),
        ],
        Rows = CsvRowKind.Sum,
        CostCounts = true,
        App = "GitHub Copilot",
    };

    /// <summary>What <c>dashboard export usage</c> writes.</summary>
    public static readonly CsvMapping OwnExport = new()
    {
        Name = "Own usage export",
        Columns =
        [
            new("at", CsvField.At), new("identity", CsvField.Identity), new("statedSeat", CsvField.User), new("session", CsvField.Session), new("model", CsvField.Model),
            new("entrypoint", CsvField.Entrypoint), new("project", CsvField.Project), new("app", CsvField.App), new("repository", CsvField.Repository), new("workflow", CsvField.Workflow), new("speed", CsvField.Speed), new("geo", CsvField.Geo), new("batch", CsvField.Batch), new("inputTokens", CsvField.InputTokens), new("outputTokens", CsvField.OutputTokens),
            new("cacheWrite5mTokens", CsvField.CacheWriteTokens), new("cacheWrite1hTokens", CsvField.CacheWrite1hTokens), new("cacheReadTokens", CsvField.CacheReadTokens),
            new("webSearches", CsvField.WebSearches), new("reportedCostUsd", CsvField.CostUsd),
        ],
        CostCounts = true,
    };

    /// <summary>All of them.</summary>
    public static ImmutableArray<CsvMapping> All { get; } = [SpendReport, Cursor, Copilot, OwnExport];

    /// <summary>The columns without which a file is not of a preset: the rest may be absent.</summary>
    internal static IReadOnlyList<string> KeysOf(CsvMapping preset) =>
        ReferenceEquals(preset, SpendReport) ? ["user_email", "model", "total_prompt_tokens", "total_gross_spend_usd"]
        : ReferenceEquals(preset, Cursor) ? ["Date", "Model", "Input (w/ Cache Write)", "Input (w/o Cache Write)", "Output Tokens"]
        : ReferenceEquals(preset, Copilot) ? ["date", "username", "model", "net_amount", "sku"]
        : ["at", "identity", "model", "statedSeat", "reportedCostUsd"];
}
