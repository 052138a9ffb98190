using Dashboard.Cli.Backtest;
using Dashboard.Cli.Config;
using Dashboard.Cli.Data;
using Dashboard.Cli.Gate;
using Dashboard.Cli.Import;
using Dashboard.Cli.Push;
using Dashboard.Cli.Report;

namespace Dashboard.Cli;

/// <summary>Finds the command and runs it. Exit codes: 0 done, 1 the command failed, 2 it was called wrongly.</summary>
public static class CommandLine
{
    /// <summary>Every command, in the order of the help text.</summary>
    public static readonly IReadOnlyList<Command> Commands = [ReportCommand.Definition, ImportCommand.Definition, PushCommand.Definition, GateCommand.Definition, ExportCommand.Definition, ConfigCommand.Definition, ApplyCommand.Definition, DoctorCommand.Definition, EraseCommand.Definition, BackupCommand.Definition, RestoreCommand.Definition, BacktestCommand.Definition];

    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        if (args.Count == 0 || args[0] is "--help" or "-h" or "help")
        {
            await (args.Count == 0 ? error : output).WriteAsync(Overview());
            return args.Count == 0 ? 2 : 0;
        }

        var command = Commands.FirstOrDefault(c => c.Name == args[0]);
        if (command is null)
        {
            await error.WriteLineAsync($"There is no command '{args[0]}'. `dashboard --help` lists them.");
            return 2;
        }

        var rest = args.Skip(1).ToList();
        if (rest.TakeWhile(a => a != "--").Any(a => a is "--help" or "-h"))
        {
            await output.WriteAsync(command.Help);
            return 0;
        }

        try
        {
            return await command.Run(rest, output, error);
        }
        catch (UsageException wrong)
        {
            await error.WriteLineAsync($"{wrong.Message} `dashboard {command.Name} --help` explains.");
            return 2;
        }
    }

    private static string Overview()
    {
        var width = Commands.Max(c => c.Name.Length);
        var lines = Commands.Select(c => $"  {c.Name.PadRight(width)}  {c.Summary}\n");
        return $"Usage: dashboard <command> [options]\n\n{string.Concat(lines)}\n`dashboard <command> --help` explains one.\n";
    }
}
