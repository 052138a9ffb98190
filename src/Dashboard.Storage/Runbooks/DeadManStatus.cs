namespace Dashboard.Storage.Runbooks;

/// <summary>Whether usage arrives and the runbook is evaluated, within their windows.</summary>
/// <param name="IngestSilentSinceMs">The last successful ingest, when it is longer ago than the window; null: all is well, or nothing ever arrived. Unix milliseconds UTC.</param>
/// <param name="EvaluationSilentSinceMs">The last successful evaluation, when it is longer ago than the window; null: all is well.</param>
public sealed record DeadManStatus(long? IngestSilentSinceMs, long? EvaluationSilentSinceMs)
{
    /// <summary>All is well.</summary>
    public static DeadManStatus Well { get; } = new(null, null);

    /// <summary>Whether something is wrong.</summary>
    public bool Speaks => IngestSilentSinceMs is not null || EvaluationSilentSinceMs is not null;
}
