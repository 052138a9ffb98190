namespace Dashboard.Web.Telemetry;

/// <summary>Registers what receives telemetry.</summary>
internal static class TelemetrySetup
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TelemetryOptions.Read(builder.Configuration));
        builder.Services.AddSingleton<TelemetryIntake>().AddSingleton<TelemetryEntry>();
        builder.Services.AddHostedService<TelemetryNotice>();
        builder.Services.AddHostedService<GrpcReceiver>();
    }

    /// <summary>Whether a path is one that telemetry is sent to.</summary>
    public static bool IsTelemetry(PathString path) => path.StartsWithSegments("/v1");
}
