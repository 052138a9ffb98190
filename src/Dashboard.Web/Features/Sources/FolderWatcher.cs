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

    private static readonly TimeSpan HeardEvery = TimeSpan.FromMinutes(30);

    private readonly Dictionary<string, DateTimeOffset> _heard = new(StringComparer.Ordinal);
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
            var summary = IntakeSummary.Of(await intake.ReadFilesAsync(origin, files, cancellationToken: cancellationToken));
            await HeardAsync(folder.Path, origin, summary, cancellationToken);
            return new FolderScan(time.GetUtcNow(), summary, null);
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

    /// <summary>A folder in which nothing is new was read all the same; that is written now and then, so that its source is not silent.</summary>
    private async Task HeardAsync(string path, IntakeOrigin origin, IntakeSummary summary, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (summary.Files > summary.Unchanged)
        {
            _heard[path] = now;
        }
        else if (!_heard.TryGetValue(path, out var last) || now - last >= HeardEvery)
        {
            await intake.HeardAsync(origin, cancellationToken);
            _heard[path] = now;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A watched folder could not be read. The next scan tries again")]
        public static partial void ScanFailed(ILogger logger, Exception e);
    }
}
