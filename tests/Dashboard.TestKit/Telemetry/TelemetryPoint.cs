namespace Dashboard.TestKit.Telemetry;

/// <summary>A data point to send.</summary>
/// <param name="Metric">Its metric, a sum.</param>
/// <param name="StartNano">Unix nanoseconds.</param>
/// <param name="TimeNano">Unix nanoseconds.</param>
/// <param name="Value">A whole number or a double.</param>
/// <param name="Attributes">Texts, whole numbers, doubles and truth values by name.</param>
public sealed record TelemetryPoint(string Metric, long StartNano, long TimeNano, object Value, params (string Name, object Value)[] Attributes);
