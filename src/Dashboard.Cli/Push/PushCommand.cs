using System.Globalization;
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
        Usage: dashboard push [PATH...] --to URL [--seat EMAIL] [--source NAME] [--key-file FILE] [--state FILE]
                              [--every SECONDS] [--retry-for SECONDS]

        Reads the same files as `dashboard report` and sends their usage to a server: counts, models, times, ids, and the last
        part of the folder name. No prompt, answer, tool input or path leaves the machine. Without a PATH it reads
        ~/.claude/projects. Sending again costs almost nothing and counts nothing twice.

          --to URL             the server, such as https://drawdown.example.com/; else the environment variable DRAWDOWN_URL
          --seat EMAIL         whose usage it is
          --source NAME        the source it is listed under; the name of the API key by default
          --key-file FILE      a file that holds the API key; else the environment variable DRAWDOWN_KEY
          --state FILE         where it remembers what was sent
          --every SECONDS      go on until stopped, and look again after so many seconds
          --retry-for SECONDS  how long to try while the server does not answer; 300 by default

        Exit codes: 0 everything is stored, 1 the server refused what was sent, 2 called wrongly, 3 the server did not answer
        (what it acknowledged is remembered), 4 the key is not accepted.

        """.ReplaceLineEndings("\n"),
        RunAsync);

    private const int AWeek = 7 * 24 * 3600;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(100);

    private static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var given = Arguments.Parse(args, ["--to", "--seat", "--source", "--key-file", "--state", "--every", "--retry-for"], []);
        var options = await OptionsAsync(given);
        var paths = given.Positional.Count > 0 ? given.Positional : [DefaultFolder()];
        var every = given.Whole("--every", 0, 1, AWeek);
        var state = PushState.Open(given.Value("--state") ?? DefaultState(), options.Server);
        using var http = new HttpClient { Timeout = Timeout };
        var pusher = new Pusher(new PushServer(http, options, TimeProvider.System), state);
        if (options.Server is { Scheme: "http", IsLoopback: false })
        {
            await error.WriteLineAsync("Warning: over http the API key can be read on the way; use https.");
        }

        while (true)
        {
            var exit = await OnceAsync(pusher, paths, output, error);
            if (every == 0 || exit is not (0 or PushException.Unreachable))
            {
                return exit;
            }

            await Task.Delay(TimeSpan.FromSeconds(every));
        }
    }

    private static async Task<int> OnceAsync(Pusher pusher, IReadOnlyList<string> paths, TextWriter output, TextWriter error)
    {
        var files = IntakeFile.Under(paths);
        var done = 0L;
        var bar = Console.IsErrorRedirected || Console.IsOutputRedirected ? null : new ProgressBar(error, files.Sum(f => f.Size), () => done);
        try
        {
            var counts = await pusher.RunAsync(
                files,
                bytes =>
                {
                    done += bytes;
                    bar?.Draw();
                },
                CancellationToken.None);
            bar?.Clear();
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{counts.Files} files, {counts.Unchanged} unchanged: {counts.Accepted} accepted, {counts.Updated} updated, {counts.Duplicate} duplicate, {counts.Superseded} superseded, {counts.Rejected} rejected; {counts.Issues} issues in files"));
            return 0;
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
            Server = ServerAccess.Address(given.Value("--to"), "--to"),
            Key = await ServerAccess.KeyAsync(given.Value("--key-file"), "DRAWDOWN_KEY"),
            Seat = given.Value("--seat"),
            Source = given.Value("--source"),
            RetryFor = TimeSpan.FromSeconds(given.Whole("--retry-for", 300, 0, AWeek)),
        };
    }

    private static string DefaultFolder() => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".claude", "projects");

    /// <summary>In the user's own data, also when that folder is not there yet: otherwise a fresh machine would leave it in whatever folder it is started in.</summary>
    internal static string DefaultState() =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "drawdown", "push-state.json");
}
