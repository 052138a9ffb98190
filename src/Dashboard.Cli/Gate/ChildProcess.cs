using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Dashboard.Cli.Gate;

/// <summary>Runs a command in this one's place: same standard input and output, same folder, signals passed on.</summary>
internal static class ChildProcess
{
    private const int NoSuchFile = 2;

    /// <summary>Runs it to its end; its exit code, 128 and the signal's number when a signal ended it.</summary>
    /// <param name="command">The command and its arguments.</param>
    /// <param name="environment">Variables on top of this process's own.</param>
    /// <exception cref="GateException">It could not be started.</exception>
    public static async Task<int> RunAsync(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { UseShellExecute = false };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        // Before it starts: a signal that comes in between must not end this process and leave the other one behind.
        var process = new Process { StartInfo = start };
        using var owned = process;
        var isStarted = false;
        void PassOn(PosixSignalContext context)
        {
            context.Cancel = true;
            if (Volatile.Read(ref isStarted) && !(IsFromTerminal(context.Signal) && !Console.IsInputRedirected))
            {
                Send(process, context.Signal);
            }
        }

        PosixSignal[] signals = OperatingSystem.IsWindows() ? [PosixSignal.SIGINT, PosixSignal.SIGTERM] : [PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        var registrations = signals.Select(s => PosixSignalRegistration.Create(s, PassOn)).ToList();
        try
        {
            process.Start();
            Volatile.Write(ref isStarted, true);
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
        catch (Win32Exception e)
        {
            throw e.NativeErrorCode == NoSuchFile
                ? new GateException(GateExit.NotFound, $"There is no command {command[0]}.")
                : new GateException(GateExit.NotStarted, $"The command {command[0]} cannot be started.");
        }
        finally
        {
            registrations.ForEach(r => r.Dispose());
        }
    }

    /// <summary>Keys of a terminal reach every process of the foreground already.</summary>
    private static bool IsFromTerminal(PosixSignal signal) => signal is PosixSignal.SIGINT or PosixSignal.SIGQUIT;

    private static void Send(Process process, PosixSignal signal)
    {
        if (OperatingSystem.IsWindows())
        {
            process.Kill();
            return;
        }

        _ = Kill(process.Id, signal switch { PosixSignal.SIGHUP => 1, PosixSignal.SIGINT => 2, PosixSignal.SIGQUIT => 3, _ => 15 });
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
