namespace Dashboard.Storage.Writes;

/// <summary>A row of <c>usage_evidence</c>.</summary>
internal sealed record Evidence(long EventId, long Component, long? OccurredAtMs, long? FallbackAtMs, string Observations);
