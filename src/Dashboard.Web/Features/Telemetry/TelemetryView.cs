using Dashboard.Credits.Usage;

namespace Dashboard.Web.Features.Telemetry;

/// <summary>The set-up of telemetry.</summary>
/// <param name="Sources">Who sent telemetry so far, by name.</param>
/// <param name="Patterns">What the vendor's refusals mean.</param>
/// <param name="Grpc">Where OTLP/gRPC is received; null: nowhere.</param>
public sealed record TelemetryView(IReadOnlyList<TelemetryLine> Sources, SignalPatterns Patterns, Uri? Grpc);
