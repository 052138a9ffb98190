namespace Dashboard.Web;

/// <summary>Says at start where the data are.</summary>
internal sealed partial class StartNotice(DataDirectory data, ILogger<StartNotice> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Log.DataAreIn(log, data.Path);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Data directory: {Directory}")]
        public static partial void DataAreIn(ILogger logger, string directory);
    }
}
