namespace Dashboard.Web.Telemetry;

/// <summary>How telemetry is received, from the operator's settings.</summary>
/// <param name="IsOpen"><c>Dashboard:Telemetry:Open</c>: telemetry is taken without an API key. Never by itself.</param>
/// <param name="Grpc"><c>Dashboard:Telemetry:Grpc</c>: where OTLP/gRPC is received, such as <c>http://0.0.0.0:4317</c>; null: nowhere.</param>
public sealed record TelemetryOptions(bool IsOpen, Uri? Grpc)
{
    /// <exception cref="OptionsException">A setting cannot be used.</exception>
    internal static TelemetryOptions Read(IConfiguration configuration)
    {
        var open = configuration["Dashboard:Telemetry:Open"];
        if (!string.IsNullOrWhiteSpace(open) && !bool.TryParse(open, out _))
        {
            throw new OptionsException("Dashboard:Telemetry:Open is true or false.");
        }

        var grpc = configuration["Dashboard:Telemetry:Grpc"];
        if (string.IsNullOrWhiteSpace(grpc))
        {
            return new TelemetryOptions(bool.TryParse(open, out var alone) && alone, null);
        }

        return Uri.TryCreate(grpc, UriKind.Absolute, out var address) && address is { Scheme: "http", AbsolutePath: "/" }
            ? new TelemetryOptions(bool.TryParse(open, out var isOpen) && isOpen, address)
            : throw new OptionsException("Dashboard:Telemetry:Grpc is an address such as http://0.0.0.0:4317. OTLP/gRPC is received without TLS, behind a proxy where it leaves the machine.");
    }
}
