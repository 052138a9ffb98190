using System.Globalization;
using Dashboard.Storage.Doctor;

namespace Dashboard.Storage.Tests;

public sealed class KillTests
{
    [Theory, BothDatabases]
    public async Task A_process_killed_in_the_middle_of_an_import_loses_nothing_it_acknowledged_and_the_rest_makes_it_exact(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var acknowledged = await KillAfterAsync(test.At.Options, batches: 12);
        await test.At.ReopenAsync();

        Assert.True(await test.NumberAsync("SELECT COUNT(*) FROM usage_event") >= (acknowledged + 1) * ChildWriter.BatchSize);
        Assert.Empty((await UsageDoctor.CheckAsync(test.Database)).Findings);
        var written = (int)(await test.NumberAsync("SELECT COUNT(*) FROM usage_event") / ChildWriter.BatchSize);
        for (var number = 0; number < written + 5; number++)
        {
            await test.Database.Writer.WriteAsync(ChildWriter.Batch(test.SourceId, number));
        }

        await using var whole = await UsageTest.CreateAsync(provider);
        for (var number = 0; number < written + 5; number++)
        {
            await whole.Database.Writer.WriteAsync(ChildWriter.Batch(whole.SourceId, number));
        }

        Assert.Equal(await whole.ContentsAsync(), await test.ContentsAsync());
    }

    /// <summary>The number of the last batch whose commit the child announced.</summary>
    private static async Task<int> KillAfterAsync(DatabaseOptions options, int batches)
    {
        using var child = ChildWriter.Start(options);
        var last = -1;
        while (last < batches && await child.StandardOutput.ReadLineAsync() is { } line)
        {
            last = line.StartsWith(ChildWriter.Committed, StringComparison.Ordinal) ? int.Parse(line[ChildWriter.Committed.Length..], CultureInfo.InvariantCulture) : last;
        }

        child.Kill();
        await child.WaitForExitAsync();
        Assert.True(last >= batches, "The child ended by itself.");
        return last;
    }
}
