using System.Diagnostics;
using System.Globalization;
using Dashboard.Storage.Writes;

namespace Dashboard.Storage.Tests;

/// <summary>This program once more, as another process that writes usage until somebody kills it. Runs only when it is asked for by name.</summary>
public sealed class ChildWriter
{
    public const int BatchSize = 50;

    /// <summary>What stands before the number of a committed batch in the child's output.</summary>
    public const string Committed = "committed ";

    private const string Variable = "DRAWDOWN_TEST_CHILD_WRITES_TO";

    /// <summary>What the child writes as its batch of this number.</summary>
    public static UsageBatch Batch(int sourceId, int number) =>
        new() { SourceId = sourceId, ReceivedAtMs = Records.Noon, Records = [.. Records.Many(BatchSize, seed: 10_000 + number)] };

    public static Process Start(DatabaseOptions options)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ChildWriter).Assembly.Location, "-noColor", "-explicit", "only", "-class", typeof(ChildWriter).FullName!]) { RedirectStandardOutput = true };
        start.Environment[Variable] = options.Directory ?? options.ConnectionString;
        return Process.Start(start)!;
    }

    [Fact(Explicit = true)]
    public async Task Writes_until_it_is_killed()
    {
        var target = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(target), "Only the child process of another test runs this.");
        await using var database = await Database.OpenAsync(DatabaseOptions.Parse(target), TimeProvider.System);
        var source = await database.Decisions.RegisterSourceAsync("laptop", "folder", Records.Noon);
        for (var number = 0; number < 100_000; number++)
        {
            await database.Writer.WriteAsync(Batch(source, number));
            await Console.Out.WriteLineAsync(Committed + number.ToString(CultureInfo.InvariantCulture));
            await Console.Out.FlushAsync();
        }
    }
}
