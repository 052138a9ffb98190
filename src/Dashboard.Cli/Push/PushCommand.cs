using System.Globalization;
using System.Runtime.InteropServices;
using Dashboard.Cli.Import;
using Dashboard.Cli.Report;

namespace Dashboard.Cli.Push;

/// <summary><c>dashboard push</c>: usage files of this machine to a server.</summary>
public static class PushCommand
{
    public static readonly Command Definition = new(
        "push",
        "usage files of this machine to a server",
        """
        Usage: dashboard push [PATH...] --server URL [--seat EMAIL] [--source NAME] [--key-file FILE] [--state FILE]
                              [--every SECONDS] [--retry-for SECONDS]

        Reads the same files as `dashboard report` and sends their usage to a server: counts, models, times, ids, and the last
        part of the folder name. No prompt, answer, tool input or path leaves the machine. Without a PATH it reads
        ~/.claude/projects. Sending again costs almost nothing and counts nothing twice. With --every it is an agent that can
        be stopped and started at any instant; docs/push.md has the units for systemd, launchd and Windows.

          --server URL         the server, such as https://drawdown.example.com/; else the environment variable DRAWDOWN_URL.
                               Its old name --to is understood too
          --seat EMAIL         whose usage it is; else the environment variable DRAWDOWN_SEAT
          --source NAME        the source it is listed under; the name of the API key by default
          --key-file FILE      a file that holds an API key of scope ingest; else the environment variable DRAWDOWN_API_KEY,
                               or by its old name DRAWDOWN_KEY
          --state FILE         where it remembers what was sent; one entry a file that is still there
          --every SECONDS      go on until stopped, and look again after so many seconds. Folders may come later
          --retry-for SECONDS  how long to try while the server does not answer; 300 by default. The pauses grow to a minute

        Exit codes: 0 everything is stored, or stopped by a signal; 1 the server refused some of what was sent, 2 called
        wrongly, 3 the server did not answer (what it acknowledged is remembered), 4 the key is not accepted.

        """.ReplaceLineEndings("\n"),
        RunAsync);

    private const int AWeek = 7 * 24 * 3600;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(100);

    private static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var given = Arguments.Parse(args, ["--server", "--to", "--seat", "--source", "--key-file", "--state", "--every", "--retry-for"], []);
        var options = await OptionsAsync(given);
        var paths = given.Positional.Count > 0 ? given.Positional : [DefaultFolder()];
        var every = given.Whole("--every", 0, 1, AWeek);
        if (every == 0)
        {
            InputFiles.Require(paths);
        }

        var state = PushState.Open(given.Value("--state") ?? DefaultState(), options.Server);
        using var http = new HttpClient { Timeout = Timeout };
        var pusher = new Pusher(new PushServer(http, options, TimeProvider.System), state);
        if (options.Server is { Scheme: "http", IsLoopback: false })
        {
            await error.WriteLineAsync("Warning: over http the API key can be read on the way; use https.");
        }

        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            while (true)
            {
                var exit = await OnceAsync(pusher, paths, output, error, stop.Token);
                if (every == 0 || exit is PushException.KeyRefused)
                {
                    return exit;
                }

                await Task.Delay(TimeSpan.FromSeconds(every), stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task<int> OnceAsync(Pusher pusher, IReadOnlyList<string> paths, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        // A folder that is not there yet, or not any more, is no reason to end.
        var there = paths.Where(p => File.Exists(p) || Directory.Exists(p)).ToList();
        var files = IntakeFile.Under(there);
        var done = 0L;
        var bar = Console.IsErrorRedirected || Console.IsOutputRedirected ? null : new ProgressBar(error, files.Sum(f => f.Size), () => done);
        try
        {
            var counts = await pusher.RunAsync(
                files,
                there,
                bytes =>
                {
                    done += bytes;
                    bar?.Draw();
                },
                cancellationToken);
            bar?.Clear();
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{counts.Files} files, {counts.Unchanged} unchanged: {counts.Accepted} accepted, {counts.Updated} updated, {counts.Duplicate} duplicate, {counts.Superseded} superseded, {counts.Rejected} rejected; {counts.Issues} issues in files"));
            if (counts.Refused > 0)
            {
                await error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The server refused what {counts.Refused} files hold; they are tried again next time."));
            }

            return counts.Refused > 0 ? PushException.Refused : 0;
        }
        catch (PushException ended)
        {
            bar?.Clear();
            await error.WriteLineAsync(ended.Message);
            return ended.ExitCode;
        }
    }

    private static async Task<PushOptions> OptionsAsync(Arguments given)
    {
        return new PushOptions
        {
            Server = ServerAccess.Address(given.Value("--server") ?? given.Value("--to"), "--server"),
            Key = await ServerAccess.KeyAsync(given.Value("--key-file"), "DRAWDOWN_API_KEY", "DRAWDOWN_KEY"),
            Seat = given.Value("--seat") ?? (Environment.GetEnvironmentVariable("DRAWDOWN_SEAT") is { Length: > 0 } seat ? seat : null),
            Source = given.Value("--source"),
            RetryFor = TimeSpan.FromSeconds(given.Whole("--retry-for", 300, 0, AWeek)),
        };
    }

    private static string DefaultFolder() => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".claude", "projects");

    /// <summary>In the user's own data, also when that folder is not there yet: otherwise a fresh machine would leave it in whatever folder it is started in.</summary>
    internal static string DefaultState() =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "drawdown", "push-state.json");
}
