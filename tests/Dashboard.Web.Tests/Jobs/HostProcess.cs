using System.Diagnostics;
using Dashboard.Web.Components;

namespace Dashboard.Web.Tests.Jobs;

/// <summary>The real server as a process of its own, so that it can be killed.</summary>
public sealed class HostProcess : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(Process process) => _process = process;

    /// <summary>Starts it under a name, on a free port unless one is given, and waits until it serves.</summary>
    public static async Task<HostProcess> StartAsync(string node, string dataDirectory, string? database, CancellationToken cancellationToken, int port = 0)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(App).Assembly.Location, "--urls", $"http://127.0.0.1:{port}", $"--Dashboard:DataDirectory={dataDirectory}", $"--Dashboard:Node={node}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        if (database is not null)
        {
            start.Environment["Dashboard__Database"] = database;
        }

        var host = new HostProcess(Process.Start(start)!);
        host._process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("Application started", StringComparison.Ordinal) == true)
            {
                host._started.TrySetResult();
            }
        };
        host._process.EnableRaisingEvents = true;
        host._process.Exited += (_, _) => host._started.TrySetException(new InvalidOperationException("The server ended before it served."));
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        await host._started.Task.WaitAsync(cancellationToken);
        return host;
    }

    /// <summary>SIGKILL: nothing of it runs any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
