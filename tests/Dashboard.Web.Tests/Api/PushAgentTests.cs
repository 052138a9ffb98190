using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Dashboard.Cli;
using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Dashboard.Web.Security;
using Dashboard.Web.Tests.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Api;

/// <summary><c>dashboard push --every</c> as a process of its own, against the server as a process of its own: both are killed.</summary>
public sealed class PushAgentTests : IDisposable
{
    private const int Files = 30;
    private const int LinesOfFile = 200;

    private readonly string folder = Directory.CreateTempSubdirectory("push-agent-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(folder, "data");

    private string Transcripts => Directory.CreateDirectory(Path.Combine(folder, "projects", "shop")).FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Server_and_agent_are_killed_and_nothing_is_lost_and_nothing_counts_twice()
    {
        var key = await KeyAsync();
        for (var i = 0; i < Files; i++)
        {
            Append(i, 0, LinesOfFile);
        }

        var port = FreePort();
        var first = await HostProcess.StartAsync("one", Data, null, Cancelled, port);
        var agent = Agent(port, key);
        await UntilAsync(async () => await EventsAsync() > 0);
        agent.Kill();
        await first.KillAsync();
        first.Dispose();
        var before = await EventsAsync();

        // The agent comes back first and finds nobody; files grow meanwhile, and one goes.
        using var again = Agent(port, key);
        for (var i = 0; i < Files; i++)
        {
            Append(i, LinesOfFile, 20);
        }

        using var second = await HostProcess.StartAsync("two", Data, null, Cancelled, port);
        await UntilAsync(async () => await EventsAsync() == Files * (LinesOfFile + 20));
        Append(0, LinesOfFile + 20, 5);
        await UntilAsync(async () => await EventsAsync() == (Files * (LinesOfFile + 20)) + 5);
        again.Kill();
        await again.WaitForExitAsync(Cancelled);
        await second.KillAsync();

        Assert.InRange(before, 1, Files * LinesOfFile);
        var direct = Path.Combine(folder, "direct");
        using var output = new StringWriter();
        Assert.Equal(0, await CommandLine.RunAsync(["import", Path.Combine(folder, "projects"), "--data", direct], output, output));
        Assert.Equal(await TotalsAsync(direct), await TotalsAsync(Data));
    }

    [Fact]
    public async Task A_folder_may_come_later_and_a_signal_ends_the_agent_well()
    {
        await using var host = new WebHost();
        var port = host.Listen().Port;
        var key = (await host.ApiKeys.CreateAsync(new ApiKeyRequest("laptop", ApiKeyScopes.Ingest), Caller.Product)).Key;
        using var agent = Agent(port, key, "--every", "1");
        var state = Path.Combine(folder, "state.json");

        Append(0, 0, 3);
        await UntilAsync(() => Task.FromResult(File.Exists(state) && File.ReadAllText(state).Contains("session-0", StringComparison.Ordinal)));
        File.Delete(Path.Combine(Transcripts, "session-0.jsonl"));
        await UntilAsync(() => Task.FromResult(!File.ReadAllText(state).Contains("session-0", StringComparison.Ordinal)));
        using var kill = Process.Start("kill", ["-TERM", agent.Id.ToString(CultureInfo.InvariantCulture)]);
        await agent.WaitForExitAsync(Cancelled);

        Assert.Equal(0, agent.ExitCode);
    }

    [Fact]
    public async Task The_systemd_unit_of_the_docs_is_sound()
    {
        var unit = Regex.Match(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "push.md"), Cancelled), "```ini\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        Assert.Contains("Restart=on-failure", unit, StringComparison.Ordinal);
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "There is no systemd-analyze here.");
        var file = Path.Combine(folder, "drawdown-push.service");
        await File.WriteAllTextAsync(file, unit.Replace("/usr/local/bin/dashboard", "/bin/true", StringComparison.Ordinal), Cancelled);
        var start = new ProcessStartInfo("/usr/bin/systemd-analyze", ["verify", "--user", "--man=no", file]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["XDG_RUNTIME_DIR"] = folder;

        using var verify = Process.Start(start)!;
        var said = await verify.StandardError.ReadToEndAsync(Cancelled);
        await verify.WaitForExitAsync(Cancelled);

        Assert.DoesNotContain("drawdown-push.service", said, StringComparison.Ordinal);
    }

    private async Task<string> KeyAsync()
    {
        await using var host = new WebHost().With("Dashboard:DataDirectory", Data);
        return (await host.ApiKeys.CreateAsync(new ApiKeyRequest("laptop", ApiKeyScopes.Ingest), Caller.Product)).Key;
    }

    private Process Agent(int port, string key, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "dashboard.dll"), "push", Path.Combine(folder, "projects"), "--server", $"http://127.0.0.1:{port}/",
            "--state", Path.Combine(folder, "state.json"), .. more.Length > 0 ? more : ["--every", "1", "--retry-for", "120"],
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DRAWDOWN_API_KEY"] = key;
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Append(int file, int from, int count)
    {
        var lines = new StringBuilder();
        for (var i = from; i < from + count; i++)
        {
            lines.Append(CultureInfo.InvariantCulture, $$"""{"type":"assistant","uuid":"u-{{file}}-{{i}}","sessionId":"session-{{file}}","timestamp":"2026-11-{{(i % 19) + 1:00}}T09:00:00Z","requestId":"req-{{file}}-{{i}}","cwd":"/home/jane/secret/shop","message":{"id":"msg-{{file}}-{{i}}","model":"claude-opus-4-8","usage":{"input_tokens":{{i + 1}},"output_tokens":{{file + 1}},"cache_read_input_tokens":5000} } }""").Append('\n');
        }

        File.AppendAllText(Path.Combine(Transcripts, $"session-{file}.jsonl"), lines.ToString());
    }

    private async Task<int> EventsAsync()
    {
        await using var db = DatabaseOptions.InDirectory(Data).CreateContext();
        return await db.Set<UsageEventRow>().CountAsync(Cancelled);
    }

    private static async Task<(long Events, long Input, long Output, long CacheRead, long Cost)> TotalsAsync(string data)
    {
        await using var db = DatabaseOptions.InDirectory(data).CreateContext();
        var days = await db.Set<RollupOrgDayRow>().AsNoTracking().ToListAsync(Cancelled);
        return (days.Sum(d => d.Events), days.Sum(d => d.InputTokens), days.Sum(d => d.OutputTokens), days.Sum(d => d.CacheReadTokens), days.Sum(d => d.CostNano));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>What another process does is awaited, not timed: the test's own end is the limit.</summary>
    private static async Task UntilAsync(Func<Task<bool>> look)
    {
        while (!await look())
        {
            await Task.Delay(50, Cancelled);
        }
    }
}
