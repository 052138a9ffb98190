namespace Dashboard.Web.Features.Telemetry;

/// <summary>Registers what the pages about telemetry need.</summary>
internal static class TelemetryFeature
{
    public static void AddTelemetryPages(this WebApplicationBuilder builder) => builder.Services.AddSingleton<TelemetryDesk>();
}
