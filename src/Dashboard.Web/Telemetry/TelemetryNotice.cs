namespace Dashboard.Web.Telemetry;

/// <summary>Says at every start that telemetry is open, when it is.</summary>
internal sealed partial class TelemetryNotice(TelemetryOptions options, ILogger<TelemetryNotice> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.IsOpen)
        {
            Log.IsOpen(log);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Telemetry is open: whoever reaches this server can send usage for every seat without an API key, because Dashboard:Telemetry:Open is true. Set it to false and give each sender a key.")]
        public static partial void IsOpen(ILogger logger);
    }
}
