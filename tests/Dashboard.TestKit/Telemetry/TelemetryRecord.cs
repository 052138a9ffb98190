namespace Dashboard.TestKit.Telemetry;

/// <summary>A log record to send.</summary>
/// <param name="Body">The body, a text.</param>
/// <param name="TimeNano">Unix nanoseconds.</param>
/// <param name="Attributes">Texts, whole numbers, doubles and truth values by name.</param>
public sealed record TelemetryRecord(string Body, long TimeNano, params (string Name, object Value)[] Attributes);
