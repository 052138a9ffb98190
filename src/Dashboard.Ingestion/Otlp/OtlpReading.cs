using Dashboard.Credits.Usage;

namespace Dashboard.Ingestion.Otlp;

/// <summary>One point of <c>claude_code.cost.usage</c> or <c>claude_code.token.usage</c>.</summary>
/// <param name="Place">Its data point in the request, from 1.</param>
/// <param name="Reading">What it says.</param>
public sealed record OtlpReading(int Place, MetricReading Reading);
