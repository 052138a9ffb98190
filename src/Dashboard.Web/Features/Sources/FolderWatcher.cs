using System.Collections.Concurrent;
using Dashboard.Cli;
using Dashboard.Cli.Import;
using Dashboard.Storage;
using Dashboard.Web.Jobs;
using Dashboard.Web.Live;

namespace Dashboard.Web.Features.Sources;

/// <summary>Reads the watched folders, and knows how the last look at each went. Unchanged files are not opened.</summary>
public sealed partial class FolderWatcher(
    WatchedFolders folders, UsageIntake intake, IntakeSources sources, LiveUpdates live, JobSignals signals, TimeProvider time, ILogger<FolderWatcher> log)
{
    private static readonly TimeSpan HeardEvery = TimeSpan.FromMinutes(30);

    private readonly Dictionary<string, DateTimeOffset> _heard = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FolderScan> _scans = new(StringComparer.Ordinal);

    /// <summary>The last scan of a folder since the server started.</summary>
    public FolderScan? LastScan(string path) => _scans.GetValueOrDefault(path);

    /// <summary>Asks for a scan now; the answer is in <see cref="LastScan"/> when pages are told of a change.</summary>
    public void ScanNow() => signals.Ask(JobIds.ScanFolders);

    /// <summary>Reads every folder once; one that cannot be read costs the others nothing.</summary>
    public async Task<IReadOnlyList<FolderScan>> ScanAsync(CancellationToken cancellationToken)
    {
        var scans = new List<FolderScan>();
        foreach (var folder in folders.All)
        {
            var scan = await ScanAsync(folder, cancellationToken);
            var before = _scans.GetValueOrDefault(folder.Path);
            _scans[folder.Path] = scan;
            scans.Add(scan);
            if (before is null || before.Problem != scan.Problem || scan.Summary is { Found: > 0 })
            {
                live.Notify();
            }
        }

        return scans;
    }

    private async Task<FolderScan> ScanAsync(WatchedFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            var files = IntakeFile.Under([folder.Path]);
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
