using System.Collections.Concurrent;
using System.Threading.Channels;
using Dashboard.Cli;
using Dashboard.Cli.Import;
using Dashboard.Cli.Report;
using Dashboard.Storage;
using Dashboard.Web.Live;

namespace Dashboard.Web.Features.Sources;

/// <summary>Reads the watched folders every minute and when asked. Unchanged files are not opened.</summary>
public sealed partial class FolderWatcher(
    WatchedFolders folders, UsageIntake intake, IntakeSources sources, LiveUpdates live, TimeProvider time, ILogger<FolderWatcher> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly Channel<bool> _asked = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<string, FolderScan> _scans = new(StringComparer.Ordinal);

    /// <summary>The last scan of a folder since the server started.</summary>
    public FolderScan? LastScan(string path) => _scans.GetValueOrDefault(path);

    /// <summary>Asks for a scan now; the answer is in <see cref="LastScan"/> when pages are told of a change.</summary>
    public void ScanNow() => _asked.Writer.TryWrite(true);

    /// <summary>Reads every folder once.</summary>
    public async Task ScanAsync(CancellationToken cancellationToken)
    {
        foreach (var folder in folders.All)
        {
            var scan = await ScanAsync(folder, cancellationToken);
            var before = _scans.GetValueOrDefault(folder.Path);
            _scans[folder.Path] = scan;
            if (before is null || before.Problem != scan.Problem || scan.Summary is { Found: > 0 })
            {
                live.Notify();
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            Task<bool>? asked = null;
            while (!stoppingToken.IsCancellationRequested)
            {
                await ScanAsync(stoppingToken);
                asked ??= _asked.Reader.WaitToReadAsync(stoppingToken).AsTask();
                await Task.WhenAny(asked, Task.Delay(Every, time, stoppingToken));
                if (asked.IsCompleted)
                {
                    asked = null;
                    _asked.Reader.TryRead(out _);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; what was committed stays.
        }
    }

    private async Task<FolderScan> ScanAsync(WatchedFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            var files = InputFiles.Of([folder.Path]).Select(f => new IntakeFile(f.File.FullName, f.Name, f.File.Length)).ToList();
            var origin = new IntakeOrigin(await sources.FindOrAddAsync(folder.Source, "folder", cancellationToken), Scope: folder.Source);
            var results = await intake.ReadFilesAsync(origin, files, cancellationToken: cancellationToken);
            return new FolderScan(time.GetUtcNow(), IntakeSummary.Of(results), null);
        }
        catch (UsageException)
        {
            return new FolderScan(time.GetUtcNow(), null, "The folder is not there any more.");
        }
        catch (Exception e) when (e is DatabaseException or IOException or UnauthorizedAccessException)
        {
            Log.ScanFailed(log, e);
            return new FolderScan(time.GetUtcNow(), null, "The folder could not be read. The next scan tries again; nothing is counted twice.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A watched folder could not be read. The next scan tries again")]
        public static partial void ScanFailed(ILogger logger, Exception e);
    }
}
