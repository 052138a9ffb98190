using Dashboard.Credits.Usage;
using Dashboard.Web.Features.Sources;
using Dashboard.Web.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Sources;

/// <summary>Folders that the server reads by itself.</summary>
public sealed class WatchedFolderTests
{
    private const string Line = """{"type":"assistant","uuid":"u{0}","sessionId":"s","timestamp":"2026-11-18T10:00:0{0}.000Z","requestId":"r{0}","message":{"id":"m{0}","role":"assistant","model":"claude-opus-5-5","usage":{"input_tokens":100,"output_tokens":10}}}""" + "\n";

    [Fact]
    public async Task A_watched_folder_is_read_once_follows_its_growth_and_outlives_a_restart()
    {
        using var host = new WebHost();
        var folder = Directory.CreateTempSubdirectory("drawdown-watch-").FullName;
        var file = Path.Combine(folder, "session.jsonl");
        await File.WriteAllTextAsync(file, Line.Replace("{0}", "1"), TestContext.Current.CancellationToken);
        var commands = host.Services.GetRequiredService<SourceCommands>();
        var watcher = host.Services.GetRequiredService<FolderWatcher>();

        Assert.Null(await commands.WatchAsync(folder, null, Pool.Programmatic, Caller.Product, TestContext.Current.CancellationToken));
        await watcher.ScanAsync(TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(file, Line.Replace("{0}", "2"), TestContext.Current.CancellationToken);
        await watcher.ScanAsync(TestContext.Current.CancellationToken);
        await watcher.ScanAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, watcher.LastScan(folder)!.Summary!.Unchanged);
        var view = await host.Services.GetRequiredService<SourcesQuery>().LoadAsync(null, Caller.Product, TestContext.Current.CancellationToken);
        var source = Assert.Single(view.Sources);
        Assert.Equal((2, Pool.Programmatic), (source.Totals.Accepted, source.Pool));
        Assert.Equal(folder, Assert.Single(new WatchedFolders(DataDirectory.Open(host.DataDirectory)).All).Path);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("relative/path", "Enter the full path")]
    [InlineData("/no/such/folder", "There is no such folder")]
    public async Task A_folder_that_cannot_be_watched_is_refused_with_a_reason(string path, string reason)
    {
        using var host = new WebHost();

        var problem = await host.Services.GetRequiredService<SourceCommands>().WatchAsync(path, null, Pool.Unknown, Caller.Product, TestContext.Current.CancellationToken);

        Assert.StartsWith(reason, problem, StringComparison.Ordinal);
        Assert.Empty(host.Services.GetRequiredService<WatchedFolders>().All);
    }
}
