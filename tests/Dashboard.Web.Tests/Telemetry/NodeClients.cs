using System.Diagnostics;
using System.Security.Cryptography;

namespace Dashboard.Web.Tests.Telemetry;

/// <summary>The vendor's clients and the OpenTelemetry exporters from npm, installed once for a version of their list, and run in an environment of their own.</summary>
internal sealed class NodeClients : IDisposable
{
    private readonly string _installed;
    private readonly string _place = Directory.CreateTempSubdirectory("drawdown-client-").FullName;
    private Process? _messages;

    private NodeClients(string installed) => _installed = installed;

    /// <summary>Home of the clients: their transcripts are below it.</summary>
    public string Home => Path.Combine(_place, "home");

    /// <summary>Every request that was answered, one a line.</summary>
    public string Truth => Path.Combine(_place, "truth.jsonl");

    /// <summary>Where the messages API listens.</summary>
    public string Messages { get; private set; } = "";

    /// <summary>Null when npm is missing or cannot be reached.</summary>
    public static async Task<NodeClients?> InstallAsync(CancellationToken cancellationToken)
    {
        var list = Path.Combine(AppContext.BaseDirectory, "clients");
        var version = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(list, "package.json"), cancellationToken)))[..12];
        var folder = Path.Combine(Path.GetTempPath(), "drawdown-clients-" + version);
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(list))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        var done = Path.Combine(folder, "installed");
        if (!File.Exists(done))
        {
            try
            {
                using var npm = Process.Start(new ProcessStartInfo("npm", ["install", "--no-audit", "--no-fund", "--no-package-lock"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
                var texts = Task.WhenAll(npm.StandardOutput.ReadToEndAsync(cancellationToken), npm.StandardError.ReadToEndAsync(cancellationToken));
                await npm.WaitForExitAsync(cancellationToken);
                await texts;
                if (npm.ExitCode != 0)
                {
                    return null;
                }
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return null;
            }

            await File.WriteAllTextAsync(done, "", cancellationToken);
        }

        var clients = new NodeClients(folder);
        Directory.CreateDirectory(clients.Home);
        await clients.StartMessagesAsync(cancellationToken);
        return clients;
    }

    /// <summary>Claude Code, headless; what it printed.</summary>
    public Task<string> ClaudeAsync(string prompt, string format, IReadOnlyDictionary<string, string> telemetry, CancellationToken cancellationToken) => RunAsync(
        Path.Combine(_installed, "node_modules/.bin/claude"), ["-p", prompt, "--output-format", format, .. format == "stream-json" ? ["--verbose"] : Array.Empty<string>()], telemetry, cancellationToken);

    /// <summary>The Agent SDK; what it printed.</summary>
    public Task<string> AgentAsync(string prompt, string model, IReadOnlyDictionary<string, string> telemetry, CancellationToken cancellationToken) =>
        RunAsync("node", [Path.Combine(_installed, "agent.mjs"), prompt, model], telemetry, cancellationToken);

    /// <summary>All exporters of the OpenTelemetry SDK.</summary>
    public Task<string> ExportAsync(CancellationToken cancellationToken, params string[] arguments) =>
        RunAsync("node", [Path.Combine(_installed, "exporters.mjs"), .. arguments], new Dictionary<string, string>(), cancellationToken);

    public void Dispose()
    {
        if (_messages is not null)
        {
            _messages.Kill(entireProcessTree: true);
            _messages.WaitForExit();
            _messages.Dispose();
        }

        Directory.Delete(_place, recursive: true);
    }

    private async Task StartMessagesAsync(CancellationToken cancellationToken)
    {
        _messages = Process.Start(new ProcessStartInfo("node", [Path.Combine(_installed, "messages.mjs"), Truth]) { RedirectStandardOutput = true })!;
        Messages = "http://127.0.0.1:" + await _messages.StandardOutput.ReadLineAsync(cancellationToken);
    }

    /// <summary>With an empty environment and a made-up key of the vendor: nothing of the caller's account is used, nothing leaves the machine.</summary>
    private async Task<string> RunAsync(string program, string[] arguments, IReadOnlyDictionary<string, string> telemetry, CancellationToken cancellationToken)
    {
        var work = Path.Combine(_place, "work");
        Directory.CreateDirectory(work);
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = work, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        var path = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["PATH"] = path, ["HOME"] = Home, ["TERM"] = "dumb", ["LANG"] = "C.UTF-8", ["IS_SANDBOX"] = "1",
            ["ANTHROPIC_BASE_URL"] = Messages, ["ANTHROPIC_API_KEY"] = "made-up-key", ["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1",
            ["DISABLE_AUTOUPDATER"] = "1", ["DISABLE_ERROR_REPORTING"] = "1", ["CLAUDE_CODE_MAX_RETRIES"] = "1",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000", ["OTEL_LOGS_EXPORT_INTERVAL"] = "500",
        };
        foreach (var (name, value) in environment.Concat(telemetry.Select(t => KeyValuePair.Create(t.Key, (string?)t.Value))))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var texts = Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        return (await texts)[0];
    }
}
