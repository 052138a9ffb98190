using System.Text.Json.Serialization;

namespace Dashboard.Ingestion.Csv;

/// <summary>What a column of a usage file says. The words are those of stored mappings; never rename.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CsvField>))]
public enum CsvField
{
    /// <summary>When it happened.</summary>
    At,

    /// <summary>Whose it is: an e-mail, or another name.</summary>
    User,

    /// <summary>The vendor's account id.</summary>
    Account,

    /// <summary>The name or id of an API key.</summary>
    ApiKey,

    /// <summary>The vendor's workspace.</summary>
    Workspace,

    /// <summary>The machine.</summary>
    Host,

    /// <summary>The model.</summary>
    Model,

    /// <summary>Uncached input tokens.</summary>
    InputTokens,

    /// <summary>Output tokens.</summary>
    OutputTokens,

    /// <summary>Cache writes whose lifetime is five minutes or not stated.</summary>
    CacheWriteTokens,

    /// <summary>One-hour cache writes.</summary>
    CacheWrite1hTokens,

    /// <summary>Cache reads.</summary>
    CacheReadTokens,

    /// <summary>Web searches, a count.</summary>
    WebSearches,

    /// <summary>Cost in USD.</summary>
    CostUsd,

    /// <summary>Cost in US cents.</summary>
    CostCents,

    /// <summary>The vendor's request id.</summary>
    RequestId,

    /// <summary>The vendor's message id.</summary>
    MessageId,

    /// <summary>An id of the file's own.</summary>
    OwnId,

    /// <summary>The session.</summary>
    Session,

    /// <summary>The entrypoint.</summary>
    Entrypoint,

    /// <summary>The tool or app.</summary>
    App,

    /// <summary>The project, or a folder.</summary>
    Project,

    /// <summary>The repository.</summary>
    Repository,

    /// <summary>The CI workflow.</summary>
    Workflow,

    /// <summary>The speed.</summary>
    Speed,

    /// <summary>The inference geography.</summary>
    Geo,

    /// <summary>Whether it is a request of the Batches API.</summary>
    Batch,

    /// <summary>A free tag under the column's own name.</summary>
    Tag,

    /// <summary>The identity that our own export states: <c>message:0123…</c>.</summary>
    Identity,
}
