using System.Globalization;
using Dashboard.Credits.Money;

namespace Dashboard.Cli.Gate;

/// <summary><c>dashboard gate</c>: runs a command only if its seat may run now.</summary>
public static class GateCommand
{
    public static readonly Command Definition = new(
        "gate",
        "run a command only if its seat may run now",
        """
        Usage: dashboard gate --seat EMAIL [--estimate USD] [--session ID] [--timeout SECONDS] [--wait SECONDS]
                              [--server URL] [--key-file FILE] [--on-error allow|deny] [--quiet] [-- COMMAND [ARGUMENT...]]

        Asks the server's gate and runs COMMAND if the seat may run now, with the same input and output; signals are passed
        on. With --estimate the amount is held while it runs. When the gate names another model, the command gets it in the
        environment variable ANTHROPIC_MODEL. Without COMMAND it only tells the answer.

          --seat EMAIL         whose credit it is; else the environment variable DRAWDOWN_SEAT
          --estimate USD       what the run will cost, such as 2.50: held until its usage arrives
          --session ID         the session that its usage will name, so that what is held ends when it arrives
          --timeout SECONDS    when what is held ends by itself; 3600 by default
          --wait SECONDS       how long to wait when the gate says so; 0 by default
          --server URL         the server, such as https://drawdown.example.com/; else the environment variable DRAWDOWN_URL
          --key-file FILE      a file that holds an API key of scope gate; else the environment variable DRAWDOWN_API_KEY
          --on-error WHAT      allow (the default) or deny when the server cannot be asked
          --quiet              says nothing when the command may run

        Exit codes: that of COMMAND (128 and the signal's number when one ended it), or 0 without one when it may run;
        2 called wrongly, 69 the server cannot be asked and --on-error deny, 75 throttled for longer than --wait, 77 denied,
        78 the API key is not accepted, 126 the command cannot be started, 127 there is no such command.

        """.ReplaceLineEndings("\n"),
        RunAsync);

    private const int MostTimeout = 86_400;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    private static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var given = Arguments.Parse(args, ["--seat", "--estimate", "--session", "--timeout", "--wait", "--server", "--key-file", "--on-error"], ["--quiet"]);
        var options = await OptionsAsync(given);
        using var http = new HttpClient { Timeout = AnswerTimeout };
        var server = new GateServer(http, options);
        GateVerdict verdict;
        try
        {
            verdict = await AskAsync(server, options, error);
        }
        catch (GateException e)
        {
            await error.WriteLineAsync($"Gate: {e.Message}");
            if (e.ExitCode != GateExit.Unavailable || !options.AllowsOnError)
            {
                return e.ExitCode;
            }

            await error.WriteLineAsync("Gate: it runs, because --on-error is allow.");
            verdict = new GateVerdict("allow", "server-unavailable", null, null, null, null, null);
        }

        var isAlone = given.Positional.Count == 0;
        if (!verdict.MayStart || isAlone || verdict.Decision != "allow")
        {
            await (isAlone ? output : options.IsQuiet && verdict.MayStart ? TextWriter.Null : error).WriteLineAsync(Sentence(verdict, options));
        }

        return verdict.Decision == "throttle" ? GateExit.Throttled
            : !verdict.MayStart ? GateExit.Denied
            : isAlone ? await EndAsync(server, verdict, "release", 0, error)
            : await RunAsync(given.Positional, server, verdict, error);
    }

    private static async Task<int> RunAsync(IReadOnlyList<string> command, GateServer server, GateVerdict verdict, TextWriter error)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["DRAWDOWN_GATE_DECISION"] = verdict.Decision, ["DRAWDOWN_GATE_REASON"] = verdict.Reason };
        if (verdict.Model is { } model)
        {
            environment["ANTHROPIC_MODEL"] = model;
        }

        try
        {
            var exit = await ChildProcess.RunAsync(command, environment);
            return await EndAsync(server, verdict, "settle", exit, error);
        }
        catch (GateException e)
        {
            await error.WriteLineAsync($"Gate: {e.Message}");
            return await EndAsync(server, verdict, "release", e.ExitCode, error);
        }
    }

    /// <summary>What is held ends; when that fails it ends by its timeout, and the command's exit code stands.</summary>
    private static async Task<int> EndAsync(GateServer server, GateVerdict verdict, string how, int exit, TextWriter error)
    {
        if (verdict.Reservation is { } id && await server.EndAsync(id, how) is { } problem)
        {
            await error.WriteLineAsync($"Gate: the amount is held until its timeout. {problem}");
        }

        return exit;
    }

    private static async Task<GateVerdict> AskAsync(GateServer server, GateOptions options, TextWriter error)
    {
        var waited = 0;
        while (true)
        {
            var verdict = await server.AskAsync(waited, CancellationToken.None);
            if (verdict.MayStart || !verdict.IsWorthWaiting || waited + verdict.RetryAfter > options.Wait)
            {
                return verdict;
            }

            var seconds = (int)Math.Max(1, verdict.RetryAfter!.Value);
            if (!options.IsQuiet)
            {
                await error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Gate: {verdict.Decision} ({verdict.Reason}), waiting {seconds} s."));
            }

            await Task.Delay(TimeSpan.FromSeconds(seconds));
            waited += seconds;
        }
    }

    private static async Task<GateOptions> OptionsAsync(Arguments given)
    {
        Nanodollars? estimate = null;
        if (given.Value("--estimate") is { } text)
        {
            estimate = Usd.TryParse(text, out var amount) && amount.IsPositive && amount.Value <= Nanodollars.MaxPerEvent ? amount : throw new UsageException("--estimate is an amount of USD above 0, such as 2.50.");
        }

        return new GateOptions
        {
            Seat = given.Value("--seat") ?? Environment.GetEnvironmentVariable("DRAWDOWN_SEAT") ?? throw new UsageException("--seat EMAIL is needed."),
            Server = ServerAccess.Address(given.Value("--server"), "--server"),
            Key = await ServerAccess.KeyAsync(given.Value("--key-file"), "DRAWDOWN_API_KEY", "DRAWDOWN_KEY"),
            Estimate = estimate,
            Session = given.Value("--session"),
            Timeout = given.Whole("--timeout", 3_600, 1, MostTimeout),
            Wait = given.Whole("--wait", 0, 0, MostTimeout),
            IsQuiet = given.Has("--quiet"),
            AllowsOnError = given.Value("--on-error") switch
            {
                null or "allow" => true,
                "deny" => false,
                _ => throw new UsageException("--on-error is allow or deny."),
            },
        };
    }

    /// <summary>Long waits in the words of a calendar: <c> (10 days 12 h)</c>.</summary>
    private static string Roughly(long seconds) => TimeSpan.FromSeconds(seconds) is var time && seconds < 600 ? ""
        : time.TotalDays >= 2 ? string.Create(CultureInfo.InvariantCulture, $" ({(long)time.TotalDays} days{(time.Hours > 0 ? $" {time.Hours} h" : "")})")
        : time.TotalHours >= 2 ? string.Create(CultureInfo.InvariantCulture, $" ({(long)time.TotalHours} h{(time.Minutes > 0 ? $" {time.Minutes} min" : "")})")
        : string.Create(CultureInfo.InvariantCulture, $" ({(long)time.TotalMinutes} min)");

    private static string Sentence(GateVerdict verdict, GateOptions options) =>
        $"Gate: {verdict.Decision} ({verdict.Reason}) for {options.Seat}"
        + (verdict.Balance is { } balance ? $", balance {balance} USD" : "")
        + (verdict.Model is { } model ? $", model {model}" : "")
        + (verdict.RetryAfter is { } seconds ? string.Create(CultureInfo.InvariantCulture, $", ask again in {seconds} s{Roughly(seconds)}") : "")
        + (verdict.Would is { } would ? $", would be {would}" : "")
        + ".";
}
