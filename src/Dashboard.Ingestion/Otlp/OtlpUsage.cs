using Dashboard.Credits.Usage;

namespace Dashboard.Ingestion.Otlp;

/// <summary>One usage event of a request.</summary>
/// <param name="Place">Its log record in the request, from 1.</param>
/// <param name="Record">The observation.</param>
public sealed record OtlpUsage(int Place, UsageRecord Record);
