namespace Dashboard.Ingestion.Csv;

/// <summary>How fields are called in front of people.</summary>
public static class CsvWords
{
    /// <summary>Such as <c>input tokens</c>.</summary>
    public static string Of(CsvField field) => field switch
    {
        CsvField.At => "time",
        CsvField.User => "user",
        CsvField.Account => "account id",
        CsvField.ApiKey => "API key",
        CsvField.Workspace => "workspace",
        CsvField.Host => "host",
        CsvField.Model => "model",
        CsvField.InputTokens => "input tokens",
        CsvField.OutputTokens => "output tokens",
        CsvField.CacheWriteTokens => "cache write tokens",
        CsvField.CacheWrite1hTokens => "1 h cache write tokens",
        CsvField.CacheReadTokens => "cache read tokens",
        CsvField.WebSearches => "web searches",
        CsvField.CostUsd => "cost in USD",
        CsvField.CostCents => "cost in cents",
        CsvField.RequestId => "request id",
        CsvField.MessageId => "message id",
        CsvField.OwnId => "id of the file's own",
        CsvField.Session => "session",
        CsvField.Entrypoint => "entrypoint",
        CsvField.App => "tool or app",
        CsvField.Project => "project",
        CsvField.Repository => "repository",
        CsvField.Workflow => "workflow",
        CsvField.Speed => "speed",
        CsvField.Geo => "geography",
        CsvField.Batch => "batch",
        CsvField.Tag => "tag",
        CsvField.Identity => "identity (own export)",
    };
}
