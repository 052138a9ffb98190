using Dashboard.Storage;

namespace Dashboard.Web;

/// <summary>Says at start where the data are and which database engine holds them.</summary>
internal sealed partial class StartNotice(DataDirectory data, Database database, ILogger<StartNotice> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Log.DataAreIn(log, data.Path, database.EngineVersion);
        if (database.BackupBeforeUpgrade is { } backup)
        {
            Log.BackedUp(log, backup);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Data directory: {Directory}, {Engine}")]
        public static partial void DataAreIn(ILogger logger, string directory, string engine);

        [LoggerMessage(2, LogLevel.Information, "The database was upgraded. The backup of before is {File}")]
        public static partial void BackedUp(ILogger logger, string file);
    }
}
