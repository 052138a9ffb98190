using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Doctor;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using FsCheck;
using FsCheck.Fluent;
using static Dashboard.Storage.Tests.Records;

namespace Dashboard.Storage.Tests;

public sealed class TakeBackTests
{
    private static readonly string[] Seats = ["lena@example.com", "mara@example.com"];

    [Theory, BothDatabases]
    public async Task After_imports_are_taken_back_everything_is_as_if_they_had_never_been(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var place = await PlaceAsync(test);

        // FsCheck wants an answer now, and the database gives it later: this one place waits.
        Prop.ForAll<int>(seed => Task.Run(() => IsAsIfNeverAsync(test, place, seed)).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(provider == DatabaseProvider.Sqlite ? 40 : 10));
    }

    [Theory, BothDatabases]
    public async Task A_preview_tells_what_would_change_and_keeps_everything(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var place = await PlaceAsync(test);
        await WriteAsync(test, place.First, false, [Message("known")]);
        var without = await EverythingAsync(test);
        await WriteAsync(test, place.FirstImport, true, [Message("known", output: 900) with { Source = UsageSource.Csv }, Message("new") with { Source = UsageSource.Csv, SeatEmail = "lena@example.com" }]);
        await BeginAsync(test, place.FirstImport);
        var with = await EverythingAsync(test);

        var changes = await test.Database.Imports.TakeBackAsync(place.FirstImport, "finance@example.com", Noon, preview: true);

        Assert.Equal(with, await EverythingAsync(test));
        Assert.Equal(-1, changes!.Sum(c => c.Events));
        Assert.True(changes!.Sum(c => c.Cost.Value) < 0);
        Assert.Equal(changes, await test.Database.Imports.TakeBackAsync(place.FirstImport, "finance@example.com", Noon, preview: false));
        Assert.Equal(without, await EverythingAsync(test));
        Assert.Null(await test.Database.Imports.TakeBackAsync(place.FirstImport, "finance@example.com", Noon, preview: false));
        Assert.Equal(ImportState.TakenBack, (ImportState)(await test.Database.Imports.FindAsync(place.FirstImport))!.State);
        Assert.Equal(["2"], await test.QueryAsync("SELECT COUNT(*) FROM audit_entry WHERE kind IN ('usage-import-started', 'usage-import-taken-back')"));
    }

    [Theory, BothDatabases]
    public async Task The_preview_of_an_import_is_what_the_import_then_does(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var place = await PlaceAsync(test);
        await WriteAsync(test, place.First, false, [Message("known")]);
        var before = await EverythingAsync(test);
        var batch = new UsageBatch { SourceId = place.FirstImport, ReceivedAtMs = Noon, IsImport = true, Records = [Message("known"), Message("a") with { SeatEmail = "lena@example.com" }, Message("b") with { SeatEmail = "nobody@example.com" }, Message("c") with { Model = "no-such-model", SeatEmail = null }] };

        var preview = await test.Database.Imports.PreviewAsync(Pool.Programmatic, new[] { batch }.ToAsyncEnumerable());

        Assert.Equal(before, await EverythingAsync(test));
        var outcome = await test.Database.Writer.WriteAsync(batch);
        Assert.Equal((outcome.Accepted, outcome.Updated, outcome.Duplicate), (preview.Outcome.Accepted, preview.Outcome.Updated, preview.Outcome.Duplicate));
        Assert.Equal(["", "lena@example.com", "nobody@example.com"], preview.People.Select(p => p.Stated).Order());
        Assert.Equal(1, preview.People.Single(p => p.Stated.Length == 0).Unpriced);
        Assert.Equal(3, preview.Changes.Sum(c => c.Events));
    }

    private static async Task IsAsIfNeverAsync(UsageTest test, Place place, int seed)
    {
        var random = new Random(seed);
        var steps = Steps(random, place).ToList();
        int[] imports = [place.FirstImport, place.SecondImport];
        var gone = imports.Where(_ => random.Next(3) > 0).ToHashSet();
        await ClearAsync(test);
        foreach (var step in steps.Where(s => !gone.Contains(s.Source)))
        {
            await WriteAsync(test, step.Source, step.IsImport, step.Records);
        }

        await WriteResultsAsync(test, random.Next(2));
        var expected = await EverythingAsync(test);
        await ClearAsync(test);
        var results = steps.Count / 2;
        for (var i = 0; i < steps.Count; i++)
        {
            await WriteAsync(test, steps[i].Source, steps[i].IsImport, steps[i].Records);
            if (i == results)
            {
                await WriteResultsAsync(test, 1);
            }
        }

        // The results of the world without the imports.
        await test.QueryAsync("DELETE FROM run_result");
        foreach (var import in gone.OrderBy(_ => random.Next()))
        {
            await BeginAsync(test, import);
            Assert.NotNull(await test.Database.Imports.TakeBackAsync(import, "finance@example.com", Noon, preview: false));
        }

        await DropRemaindersAsync(test);
        await WriteExpectedResultsAsync(test, expected);
        Assert.Equal(expected, await EverythingAsync(test));
        Assert.Empty((await UsageDoctor.CheckAsync(test.Database)).Findings);
    }
}
