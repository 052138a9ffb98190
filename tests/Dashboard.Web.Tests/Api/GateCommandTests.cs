using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Runbook;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Gate;
using Dashboard.Storage.Rows;
using Dashboard.Web.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Api;

/// <summary>The real tool as a process of its own against the real server.</summary>
public sealed class GateCommandTests : IDisposable
{
    private const string Jane = "jane@example.com";
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("drawdown-gate-");
    private readonly WebHost _host = new() { Clock = new SetClock(Now) };

    private Database Database => _host.Services.GetRequiredService<Database>();

    [Fact]
    public async Task An_allowed_command_runs_in_this_one_s_place_and_its_exit_code_is_told()
    {
        await SetUpAsync();

        var ran = await GateAsync(["--", "sh", "-c", "read line; echo \"out $line $DRAWDOWN_GATE_DECISION\"; echo wrong >&2; exit 7"], input: "hello\n");

        Assert.Equal((7, "out hello allow\n", "wrong\n"), ran);
    }

    [Fact]
    public async Task With_an_estimate_it_is_held_while_the_command_runs_and_settled_afterwards()
    {
        await SetUpAsync();
        var fence = Path.Combine(_folder.FullName, "go");

        var run = GateAsync(["--estimate", "2.5", "--session", "s-1", "--", "sh", "-c", $"until [ -e '{fence}' ]; do sleep 0.05; done"]);
        var held = await UntilAsync(async () => (await HoldingAsync()).FirstOrDefault(r => r.State is ReservationState.Open));
        await File.WriteAllTextAsync(fence, "");
        var ran = await run;

        Assert.Equal(Records("2.5"), held.Amount);
        Assert.Equal(0, ran.Exit);
        Assert.Equal([ReservationState.Settled], (await HoldingAsync()).Select(r => r.State));
    }

    [Fact]
    public async Task What_is_denied_does_not_run_and_exits_77()
    {
        await SetUpAsync();
        var witness = Path.Combine(_folder.FullName, "ran");

        var ran = await GateAsync(["--estimate", "100.01", "--", "touch", witness]);

        Assert.Equal((77, "", $"Gate: deny (estimate-exceeds-balance) for {Jane}, balance 100 USD, ask again in 907200 s (10 days 12 h).\n"), ran);
        Assert.False(File.Exists(witness));
        Assert.Empty(await HoldingAsync());
    }

    [Fact]
    public async Task A_fallback_gives_the_command_its_model()
    {
        await SetUpAsync(new RunbookStage { Stage = Stage.AtPercent(50), Gate = GateAnswer.Fallback, FallbackModel = "claude-haiku-5-5" });

        var ran = await GateAsync(["--quiet", "--", "sh", "-c", "echo $ANTHROPIC_MODEL $DRAWDOWN_GATE_REASON"]);

        Assert.Equal((0, "claude-haiku-5-5 stage-fallback\n", ""), ran);
    }

    [Fact]
    public async Task A_throttle_is_waited_for_when_it_may_and_exits_75_when_it_may_not()
    {
        await SetUpAsync(new RunbookStage { Stage = Stage.AtPercent(50), Gate = GateAnswer.Throttle, ThrottleSeconds = 1 });

        var refused = await GateAsync(["--", "echo", "ran"]);
        var waited = await GateAsync(["--wait", "5", "--quiet", "--", "echo", "ran"]);

        Assert.Equal((75, ""), (refused.Exit, refused.Output));
        Assert.Equal((0, "ran\n"), (waited.Exit, waited.Output));
    }

    [Fact]
    public async Task Without_a_command_it_tells_the_answer_and_holds_nothing()
    {
        await SetUpAsync();

        var asked = await GateAsync(["--estimate", "5"]);

        Assert.Equal((0, $"Gate: allow (ok) for {Jane}, balance 100 USD.\n", ""), asked);
        Assert.Empty(await HoldingAsync());
    }

    [Fact]
    public async Task Nobody_answers_and_the_option_decides()
    {
        await SetUpAsync();

        var allowed = await GateAsync(["--server", "http://127.0.0.1:9/", "--", "echo", "ran"]);
        var denied = await GateAsync(["--server", "http://127.0.0.1:9/", "--on-error", "deny", "--", "echo", "ran"]);

        Assert.Equal((0, "ran\n"), (allowed.Exit, allowed.Output));
        Assert.Equal((69, ""), (denied.Exit, denied.Output));
    }

    [Fact]
    public async Task A_key_that_is_not_accepted_and_a_command_that_is_not_there_have_codes_of_their_own()
    {
        await SetUpAsync();

        var refused = await GateAsync(["--", "echo", "ran"], key: "dd_wrong");
        var nothing = await GateAsync(["--estimate", "1", "--", "no-such-command-here"]);
        var wrong = await GateAsync(["--estimate", "much", "--", "echo", "ran"]);

        Assert.StartsWith("Gate: The server does not accept the API key (401): This is no API key that is in use", refused.Error, StringComparison.Ordinal);
        Assert.Equal((78, 127, 2), (refused.Exit, nothing.Exit, wrong.Exit));
        Assert.Empty(await HoldingAsync());
    }

    [Fact]
    public async Task A_signal_is_passed_on_and_what_was_held_is_settled()
    {
        await SetUpAsync();
        var started = Path.Combine(_folder.FullName, "started");
        using var process = Start(["--estimate", "1", "--", "sh", "-c", $"trap 'echo told; exit 9' TERM; touch '{started}'; while :; do sleep 0.05; done"]);

        await UntilAsync(() => Task.FromResult(File.Exists(started) ? started : null));
        Assert.Equal(0, Kill(process.Id, 15));
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((9, "told\n"), (process.ExitCode, output));
        Assert.Equal([ReservationState.Settled], (await HoldingAsync()).Select(r => r.State));
    }

    [Theory]
    [InlineData("2.50", "gated=no\n", true)]
    [InlineData("500", "gated=denied\n", false)]
    public async Task The_step_of_the_documentation_runs_the_agent_or_says_why_not(string estimate, string gated, bool runs)
    {
        await SetUpAsync();
        var bin = _folder.CreateSubdirectory("bin");
        Script(bin, "dashboard", $"exec dotnet '{Tool}' \"$@\"");
        Script(bin, "claude", "echo \"{\\\"args\\\":\\\"$*\\\"}\"");
        var step = Path.Combine(_folder.FullName, "step.sh");
        await File.WriteAllTextAsync(step, StepScript());
        var output = Path.Combine(_folder.FullName, "output");

        // As the runner starts it.
        var ran = await RunAsync("bash", ["--noprofile", "--norc", "-eo", "pipefail", step], new()
        {
            ["PATH"] = bin.FullName + ":" + Environment.GetEnvironmentVariable("PATH"),
            ["ESTIMATE_USD"] = estimate,
            ["PROMPT"] = "Review the changes.",
            ["GITHUB_OUTPUT"] = output,
        });

        Assert.Equal((0, gated), (ran.Exit, await File.ReadAllTextAsync(output)));
        Assert.Equal(!runs, ran.Output.Contains("::notice::The gate denied the run.", StringComparison.Ordinal));
        Assert.Equal(runs, (await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "result.json"))).Contains("-p Review the changes. --session-id ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_hook_of_the_documentation_is_silent_when_it_may_and_stops_the_prompt_when_it_may_not()
    {
        await SetUpAsync();
        var bin = _folder.CreateSubdirectory("bin");
        Script(bin, "dashboard", $"exec dotnet '{Tool}' \"$@\"");
        var hook = Path.Combine(_folder.FullName, "hook.sh");
        await File.WriteAllTextAsync(hook, Block("sh"));
        var environment = new Dictionary<string, string> { ["PATH"] = bin.FullName + ":" + Environment.GetEnvironmentVariable("PATH") };

        var allowed = await RunAsync("sh", [hook], environment, "{}");
        await SpendAsync("100");
        var stopped = await RunAsync("sh", [hook], environment, "{}");

        Assert.Equal((0, "", ""), allowed);
        Assert.Equal((2, ""), (stopped.Exit, stopped.Output));
        Assert.Contains("deny (out-of-credit)", stopped.Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _host.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string Tool => Path.Combine(AppContext.BaseDirectory, "dashboard.dll");

    private string Key { get; set; } = "";

    private Uri Server { get; set; } = new("http://127.0.0.1/");

    private Task<(int Exit, string Output, string Error)> GateAsync(string[] args, string? input = null, string? key = null) =>
        RunAsync("dotnet", [Tool, "gate", .. args], key is null ? [] : new() { ["DRAWDOWN_API_KEY"] = key }, input);

    private Process Start(string[] args) => Process.Start(StartOf("dotnet", [Tool, "gate", .. args], []))!;

    private async Task<(int Exit, string Output, string Error)> RunAsync(string command, string[] args, Dictionary<string, string> environment, string? input = null)
    {
        using var process = Process.Start(StartOf(command, args, environment))!;
        await process.StandardInput.WriteAsync(input ?? "");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    private ProcessStartInfo StartOf(string command, string[] args, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(command, args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };
        start.Environment["DRAWDOWN_URL"] = Server.ToString();
        start.Environment["DRAWDOWN_API_KEY"] = Key;
        start.Environment["DRAWDOWN_SEAT"] = Jane;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static void Script(DirectoryInfo folder, string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, "#!/bin/sh\n" + text + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>The script of the workflow step, without its indentation.</summary>
    private static string StepScript()
    {
        var lines = Block("yaml").Split('\n').SkipWhile(l => l.Trim() != "run: |").Skip(1).ToList();
        var indent = lines[0].Length - lines[0].TrimStart().Length;
        return string.Join('\n', lines.Select(l => l.Length >= indent ? l[indent..] : l)) + "\n";
    }

    /// <summary>The code block of this language in the documentation.</summary>
    private static string Block(string language) =>
        Regex.Match(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "gate.md")), $"^```{language}\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline).Groups[1].Value;

    private static Nanodollars Records(string usd) => Usd.TryParse(usd, out var amount) ? amount : throw new FormatException(usd);

    private async Task<IReadOnlyList<Reservation>> HoldingAsync() => await Database.Reservations.HoldingAsync((await Database.Decisions.CurrentAsync()).SeatOf(Jane)!.Id, Now.ToUnixTimeMilliseconds());

    /// <summary>What another process does is awaited, not timed: the test's own end is the limit.</summary>
    private static async Task<T> UntilAsync<T>(Func<Task<T?>> look)
        where T : class
    {
        while (true)
        {
            if (await look() is { } found)
            {
                return found;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Usage by the API, and everything that follows from it.</summary>
    private async Task SpendAsync(string usd)
    {
        using var sender = new HttpClient { BaseAddress = Server };
        sender.DefaultRequestHeaders.Authorization = new("Bearer", (await _host.ApiKeys.CreateAsync(new ApiKeyRequest("ingest", ApiKeyScopes.Ingest), Caller.Product)).Key);
        using var sent = await sender.SendAsync("/api/v1/usage", string.Create(CultureInfo.InvariantCulture, $$"""[{"id":"{{usd}}","seat":"{{Jane}}","at":"2026-11-20T12:00:00Z","model":"claude-opus-4-8","costUsd":{{usd}},"entrypoint":"sdk-cli"}]"""));
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        await Database.Books.CatchUpAsync(Now.ToUnixTimeMilliseconds());
        await Database.Runbook.EvaluateAsync(Now.ToUnixTimeMilliseconds());
        await Database.Gate.RefreshAsync(Now.ToUnixTimeMilliseconds());
    }

    /// <summary>A server on a free port with a seat of 100 USD; with a stage half of it is spent.</summary>
    private async Task SetUpAsync(RunbookStage? stage = null)
    {
        Server = _host.Listen();
        var start = new DateOnly(2026, 11, 1);
        var startMs = new DateTimeOffset(start, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var programme = ShippedProgrammes.All[0].Id;
        Assert.IsType<AppendResult.Appended>(await Database.Decisions.AppendAsync(
            [
                new NewDecision(new OrganisationCreated("Example", "UTC", start), startMs),
                new NewDecision(new ProgrammeChosen(programme, ProgrammeMode.Enforced), startMs),
                new NewDecision(new SeatAdded(-1, Jane, "Jane Doe", "max-5x", null, null, 1, start), startMs),
                new NewDecision(new CreditClaimed(-1, programme), startMs),
                .. stage is null ? Array.Empty<NewDecision>() : [new NewDecision(new RunbookSet(null, null, new RunbookRules { Stages = [stage] }), NewDecision.WhenBooked, "why")],
            ],
            "test",
            Now.ToUnixTimeMilliseconds()));
        await Database.Books.RollForwardAsync(Now.ToUnixTimeMilliseconds());
        await Database.Gate.RefreshAsync(Now.ToUnixTimeMilliseconds());
        Key = (await _host.ApiKeys.CreateAsync(new ApiKeyRequest("gate", ApiKeyScopes.Gate), Caller.Product)).Key;
        if (stage is not null)
        {
            await SpendAsync("50");
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
