using Dashboard.Storage.Jobs;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Jobs;

namespace Dashboard.Web.Features.Sources;

/// <summary>Reads the watched folders of this server's machine.</summary>
internal sealed class ScanFoldersJob(FolderWatcher watcher, WatchedFolders folders) : RecurringJob
{
    public override string Id => JobIds.ScanFolders;

    public override string Name => "Read watched folders";

    public override string About => "Reads what is new in the folders that Sources lists. Each server reads the folders of its own machine; unchanged files are not opened.";

    public override string DefaultCron => "* * * * *";

    public override bool IsPerNode => true;

    public override bool RunsAtStart => true;

    public override async Task<JobEffect> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var scans = await watcher.ScanAsync(cancellationToken);
        var failed = scans.Count(s => s.Problem is not null);
        var read = scans.Select(s => s.Summary).OfType<Dashboard.Cli.Import.IntakeSummary>().ToList();
        var counts = new JobCounts
        {
            RowsRead = read.Sum(s => s.Found),
            New = read.Sum(s => s.Accepted + s.Updated),
            Duplicate = read.Sum(s => s.Duplicate + s.Superseded),
            Rejected = read.Sum(s => s.Rejected),
        };
        var said = folders.All.IsEmpty ? "No folder is watched."
            : $"{Show.Counted(read.Sum(s => s.Files), "file", "files")} in {Show.Counted(scans.Count, "folder", "folders")}: {Show.Count(counts.RowsRead.Value)} read, {Show.Count(counts.New.Value)} new, {Show.Count(counts.Duplicate.Value)} known, {Show.Count(counts.Rejected.Value)} rejected.";
        return failed == 0 ? new JobEffect(said, counts)
            : throw new IOException($"{Show.Counted(failed, "folder", "folders")} of {scans.Count} could not be read; Sources says which. {said}");
    }
}
