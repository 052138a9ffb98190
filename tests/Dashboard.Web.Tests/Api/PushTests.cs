using System.Net;
using System.Net.Sockets;
using Dashboard.Cli.Import;
using Dashboard.Cli.Push;
using Dashboard.Storage.Rows;
using Dashboard.Web.Security;

namespace Dashboard.Web.Tests.Api;

public sealed class PushTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("drawdown-push-");
    private readonly int port = FreePort();

    private Uri Server => new($"http://127.0.0.1:{port}/");

    private string StateFile => Path.Combine(folder.FullName, "state.json");

    [Fact]
    public async Task Pushing_survives_a_server_that_stops_and_comes_back_and_counts_everything_once()
    {
        using var place = new WebHost();
        var files = Enumerable.Range(0, 6).Select(f => Write($"f{f}.jsonl", Enumerable.Range(0, 300).Select(i => ApiCaller.Line($"{f}-{i}", $"s{f}")))).ToList();
        using var first = place.Again();
        Listen(first);
        var key = (await first.ApiKeys.CreateAsync(new ApiKeyRequest("laptop", ApiKeyScopes.Ingest), Caller.Product)).Key;

        // The server goes down while the third file is about to be sent, and comes back while the tool tries again.
        var comeBack = Task.CompletedTask;
        using var second = place.Again();
        var done = 0;
        var counts = await PusherFor(key, TimeSpan.FromSeconds(60)).RunAsync(
            files,
            [],
            _ =>
            {
                if (++done == 2)
                {
                    first.Dispose();
                    comeBack = Task.Run(() => Listen(second));
                }
            },
            TestContext.Current.CancellationToken);
        await comeBack;

        Assert.Equal(6, counts.Files);
        Assert.Equal(1800, counts.Accepted + counts.Duplicate + counts.Updated);
        Assert.Equal((1800, 1800 * 7_500_000L), await second.TotalsAsync());
    }

    [Fact]
    public async Task Pushing_again_sends_only_what_is_new()
    {
        using var host = new WebHost();
        Listen(host);
        var key = (await host.ApiKeys.CreateAsync(new ApiKeyRequest("laptop", ApiKeyScopes.Admin), Caller.Product)).Key;
        var file = Write("t.jsonl", [ApiCaller.Line("a")]);

        var once = await PusherFor(key).RunAsync([file], [], null, TestContext.Current.CancellationToken);
        var again = await PusherFor(key).RunAsync([file], [], null, TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(file.Path, ApiCaller.Line("b") + "{\"type\":\"assist");
        var grown = await PusherFor(key).RunAsync([file], [], null, TestContext.Current.CancellationToken);

        Assert.Equal((1, 0), (once.Accepted, once.Unchanged));
        Assert.Equal((0, 1), (again.Accepted, again.Unchanged));
        Assert.Equal((1, 0, 0), (grown.Accepted, grown.Duplicate, grown.Issues));
        Assert.Equal(2, (await host.TotalsAsync()).Events);
    }

    [Fact]
    public async Task A_server_that_stays_away_ends_it_with_3_and_what_was_acknowledged_is_remembered()
    {
        var ended = await Assert.ThrowsAsync<PushException>(() => PusherFor("dd_key", TimeSpan.FromMilliseconds(200)).RunAsync([Write("t.jsonl", [ApiCaller.Line("a")])], [], null, TestContext.Current.CancellationToken));

        Assert.Equal(PushException.Unreachable, ended.ExitCode);
        Assert.False(File.Exists(StateFile));
    }

    [Fact]
    public async Task A_refused_key_ends_it_with_4()
    {
        using var host = new WebHost();
        Listen(host);

        var ended = await Assert.ThrowsAsync<PushException>(() => PusherFor("dd_guess").RunAsync([Write("t.jsonl", [ApiCaller.Line("a")])], [], null, TestContext.Current.CancellationToken));

        Assert.Equal(PushException.KeyRefused, ended.ExitCode);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private Pusher PusherFor(string key, TimeSpan? retryFor = null) => new(
        new PushServer(new HttpClient(), new PushOptions { Server = Server, Key = key, RetryFor = retryFor ?? TimeSpan.FromSeconds(10), FirstPause = TimeSpan.FromMilliseconds(20) }, TimeProvider.System),
        PushState.Open(StateFile, Server));

    private IntakeFile Write(string name, IEnumerable<string> lines)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, string.Concat(lines));
        return new IntakeFile(path, name, new FileInfo(path).Length);
    }

    private void Listen(WebHost host)
    {
        host.UseKestrel(port);
        host.StartServer();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
