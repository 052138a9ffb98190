using System.Diagnostics;
using Dashboard.Cli;
using Dashboard.Cli.Import;
using Dashboard.Storage;

namespace Dashboard.Ingestion.Tests.Import;

public sealed class CrashTests
{
    [Fact]
    public async Task After_a_kill_in_the_middle_of_an_import_the_rest_gives_the_exact_totals()
    {
        using var place = new Place();
        for (var f = 0; f < 24; f++)
        {
            place.Write($"f{f}.jsonl", [.. Enumerable.Range(0, 2_000).Select(i => Place.Line($"{f}-{i}", (i + f) % 900, $"s{f}", i))]);
        }

        var killed = 0;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Command).Assembly.Location, "import", place.Files, "--data", place.Data]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            killed += await KillOnceItWritesAsync(process, place, attempt + 1) ? 1 : 0;
        }

        var (exit, _, _) = await place.ImportAsync(place.Files);

        Assert.True(killed > 0, "no run was killed before its end");
        Assert.Equal(0, exit);
        Assert.Equal(await StoredTotals.OfReportAsync(place.Files), await place.TotalsAsync());
    }

    [Fact]
    public async Task Two_processes_write_the_same_database_and_the_roll_ups_stay_right()
    {
        using var place = new Place();
        for (var f = 0; f < 6; f++)
        {
            place.Write($"f{f}.jsonl", [.. Enumerable.Range(0, 2_000).Select(i => Place.Line($"{f}-{i}", (i + f) % 900, $"s{f}", i))]);
        }

        await using (var database = await Database.OpenAsync(DatabaseOptions.InDirectory(place.Data), TimeProvider.System))
        {
            var origin = new IntakeOrigin(await new IntakeSources(database, TimeProvider.System).FindOrAddAsync("here", "upload"));
            using var other = Process.Start(new ProcessStartInfo("dotnet", [typeof(Command).Assembly.Location, "import", place.Files, "--data", place.Data]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var intake = new UsageIntake(database, TimeProvider.System);
            var mine = 0;
            while (!other.HasExited)
            {
                var more = string.Concat(Enumerable.Range(0, 20).Select(i => Place.Line($"here-{mine + i}", 7, "here", i)));
                mine += 20;
                var result = await intake.ReadStreamAsync(origin, "here.jsonl", new MemoryStream(System.Text.Encoding.UTF8.GetBytes(more)));
                Assert.Equal(20, result.Accepted);
            }

            Assert.Equal(0, other.ExitCode);
            place.Write("here.jsonl", [.. Enumerable.Range(0, mine).Select(i => Place.Line($"here-{i}", 7, "here", i % 20))]);
        }

        Assert.Equal(await StoredTotals.OfReportAsync(place.Files), await place.TotalsAsync());
    }

    /// <summary>Kills without a chance to clean up as soon as the database has grown.</summary>
    private static async Task<bool> KillOnceItWritesAsync(Process process, Place place, int steps)
    {
        var wal = Path.Combine(place.Data, "drawdown.db-wal");
        var start = LengthOf(wal);
        while (!process.HasExited)
        {
            if (LengthOf(wal) > start + (steps * 500_000))
            {
                process.Kill();
                await process.WaitForExitAsync();
                return true;
            }

            await Task.Yield();
        }

        return false;
    }

    /// <summary>0 when there is no such file, or no longer: who closes the database last takes the log away.</summary>
    private static long LengthOf(string file)
    {
        try
        {
            return new FileInfo(file).Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
