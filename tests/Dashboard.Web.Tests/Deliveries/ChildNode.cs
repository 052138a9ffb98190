using System.Diagnostics;
using System.Globalization;
using Dashboard.Storage;
using Dashboard.TestKit;

namespace Dashboard.Web.Tests.Deliveries;

/// <summary>This program once more, as another process that evaluates and delivers until somebody kills it. Runs only when it is asked for by name.</summary>
public sealed class ChildNode
{
    /// <summary>What stands before the number of a step that was done, in the child's output.</summary>
    public const string Done = "done ";

    private const string Variable = "DRAWDOWN_TEST_CHILD_DELIVERS";

    internal static Process Start(DatabaseOptions options, int port, int seats, int step, long nowMs)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ChildNode).Assembly.Location, "-noColor", "-explicit", "only", "-class", typeof(ChildNode).FullName!]) { RedirectStandardOutput = true };
        start.Environment[Variable] = string.Create(CultureInfo.InvariantCulture, $"{port}|{seats}|{step}|{nowMs}|{options.Directory ?? options.ConnectionString}");
        return Process.Start(start)!;
    }

    [Fact(Explicit = true)]
    public async Task Evaluates_and_delivers_until_it_is_killed()
    {
        var given = Environment.GetEnvironmentVariable(Variable)?.Split('|', 5);
        Assert.SkipWhen(given is null, "Only the child process of another test runs this.");
        var (port, seats, first, nowMs) = (Number(given[0]), Number(given[1]), Number(given[2]), long.Parse(given[3], CultureInfo.InvariantCulture));
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(nowMs));
        await using var database = await Database.OpenAsync(DatabaseOptions.Parse(given[4]), clock);
        var node = PostRoom.Node(database, clock, $"child-{Environment.ProcessId}", port, (delivery, server, token) =>
        {
            Tell("mail");
            return PostRoom.RenderAsync(delivery, server, token);
        });
        for (var step = first; step < SpendingSteps.Count(seats); step++)
        {
            await SpendingSteps.RunAsync(database, node, seats, step, nowMs, Tell);
            Tell(Done + step.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static void Tell(string line)
    {
        Console.Out.WriteLine("child: " + line);
        Console.Out.Flush();
    }
}
