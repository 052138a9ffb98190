namespace Dashboard.Ingestion.Otlp;

/// <summary>The attributes that mean something here. What has no place among them is passed over without being read: prompts, answers, paths.</summary>
internal enum OtlpField
{
    EventName,
    EventTimestamp,
    EventSequence,
    SessionId,
    Model,
    InputTokens,
    OutputTokens,
    CacheReadTokens,
    CacheCreationTokens,
    CacheCreation5m,
    CacheCreation1h,
    CostUsd,
    CostUsdMicros,
    CostBasis,
    RequestId,
    Speed,
    Geo,
    QuerySource,
    AgentName,
    Entrypoint,
    UserEmail,
    EndUser,
    Account,
    Install,
    Error,
    StatusCode,
    TokenType,
    Team,
    CostCentre,
    Repository,
    Workflow,
    App,
    ServiceName,

    /// <summary>How many there are.</summary>
    Count,
}
