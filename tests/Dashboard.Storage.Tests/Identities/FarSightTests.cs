using Dashboard.Credits.Usage;
using Dashboard.Storage.Doctor;
using Dashboard.Storage.Writes;
using static Dashboard.Storage.Tests.Records;

namespace Dashboard.Storage.Tests.Identities;

/// <summary>A request that is seen again counts once, however many days its sights say they are apart, from the first moment on.</summary>
public sealed class FarSightTests
{
    [Theory, BothDatabases]
    public async Task A_message_that_is_copied_with_a_new_time_and_session_is_the_old_one_at_once(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await test.WriteAsync(Message("m", Noon - (300 * Day)), Message("other", Noon - (300 * Day)));

        var again = await test.WriteAsync(Message("m", Noon, output: 500) with { Session = "resumed" });
        var third = await test.WriteAsync(Message("m", Noon - (150 * Day), output: 7) with { Session = "forked" });

        Assert.Equal((0, 1), (again.Accepted, again.Updated));
        Assert.Equal(0, third.Accepted);
        Assert.Equal([$"100|{Noon - (300 * Day)}", $"500|{Noon - (300 * Day)}"], await test.QueryAsync("SELECT output_tokens, occurred_at_ms FROM usage_event"));
        Assert.Equal(2, await test.NumberAsync("SELECT SUM(events) FROM rollup_org_day"));
        Assert.Empty((await UsageDoctor.CheckAsync(test.Database)).Findings);
    }

    [Theory, BothDatabases]
    public async Task A_request_id_alone_meets_its_message_on_whatever_day(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await test.WriteAsync(RequestOnly("r", Noon - (30 * Day)), RequestOnly("r2", Noon - (400 * Day)));
        await test.WriteAsync(Message("m", Noon) with { RequestId = "r" }, Message("m2", Noon) with { RequestId = null });
        await test.WriteAsync(Message("m2", Noon - (9 * Day)) with { RequestId = "r2" });

        Assert.Equal(2, await test.NumberAsync("SELECT COUNT(*) FROM usage_event"));
        Assert.Empty((await UsageDoctor.CheckAsync(test.Database)).Findings);
    }

    [Theory, BothDatabases]
    public async Task What_another_process_wrote_is_found_too(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await using var other = await Database.OpenAsync(test.At.Options, test.At.Time);
        for (var round = 0; round < 4; round++)
        {
            var ids = Enumerable.Range(0, 30).Select(i => $"m-{round}-{i}").ToList();
            Task<WriteOutcome> WriteAsync(Database by, long atMs) =>
                by.Writer.WriteAsync(new UsageBatch { SourceId = test.SourceId, ReceivedAtMs = Noon, Records = [.. ids.Select(id => Message(id, atMs))] });
            var (first, second) = round % 2 == 0 ? (test.Database, other) : (other, test.Database);

            Assert.Equal(30, (await WriteAsync(first, Noon - (round * Day))).Accepted);
            Assert.Equal(0, (await WriteAsync(second, Noon - ((20 + round) * Day))).Accepted);
            Assert.Equal(0, (await WriteAsync(first, Noon - ((50 + round) * Day))).Accepted);
        }

        Assert.Equal(120, await test.NumberAsync("SELECT COUNT(*) FROM usage_event"));
        Assert.Empty((await UsageDoctor.CheckAsync(test.Database)).Findings);
    }

    [Theory, BothDatabases]
    public async Task What_was_only_looked_at_or_refused_is_not_taken_for_known_and_hides_nothing(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await using var other = await Database.OpenAsync(test.At.Options, test.At.Time);
        await test.WriteAsync(Message("known", Noon));
        var batch = new UsageBatch { SourceId = test.SourceId, ReceivedAtMs = Noon, Records = [Message("known", Noon - (20 * Day)), Message("new", Noon - (20 * Day))] };

        var preview = await test.Database.Imports.PreviewAsync(Pool.Programmatic, new[] { batch }.ToAsyncEnumerable());
        await other.Writer.WriteAsync(new UsageBatch { SourceId = test.SourceId, ReceivedAtMs = Noon, Records = [Message("theirs", Noon - (3 * Day))] });
        var outcome = await test.Database.Writer.WriteAsync(batch with { Records = [.. batch.Records, Message("theirs", Noon - (90 * Day))] });

        Assert.Equal(1, preview.Outcome.Accepted);
        Assert.Equal(1, outcome.Accepted);
        Assert.Equal(3, await test.NumberAsync("SELECT COUNT(*) FROM usage_event"));
        Assert.Empty((await UsageDoctor.CheckAsync(test.Database)).Findings);
    }

    [Theory, BothDatabases]
    public async Task A_database_of_an_earlier_version_and_one_that_is_opened_again_know_all_of_it(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await test.WriteAsync(Many(300));
        await test.QueryAsync("DELETE FROM identity_digest");
        await test.At.ReopenAsync();

        Assert.Equal(0, (await test.WriteAsync(Many(300).Select(r => r with { OccurredAtMs = r.OccurredAtMs - (70 * Day) }))).Accepted);
        await test.At.ReopenAsync();
        Assert.Equal(0, (await test.WriteAsync(Many(300).Select(r => r with { OccurredAtMs = r.OccurredAtMs - (30 * Day) }))).Accepted);
        Assert.Equal(300, await test.NumberAsync("SELECT COUNT(*) FROM usage_event"));
        Assert.Empty((await UsageDoctor.CheckAsync(test.Database)).Findings);
    }

    [Theory, BothDatabases]
    public async Task Many_thousands_are_known_after_they_outgrew_their_place(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        foreach (var seed in (int[])[1, 2, 3])
        {
            await test.WriteAsync(Many(9_000, seed));
        }

        var outcome = await test.WriteAsync(Many(9_000, 2).Select(r => r with { OccurredAtMs = r.OccurredAtMs - (100 * Day) }));

        Assert.Equal(0, outcome.Accepted);
        Assert.Equal(27_000, await test.NumberAsync("SELECT COUNT(*) FROM usage_event"));
    }

    [Theory, BothDatabases]
    public async Task Beside_millions_a_process_that_writes_little_and_one_that_writes_much_both_find_it(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await test.WriteAsync(Many(3_000));
        var zeros = provider == DatabaseProvider.Sqlite ? "zeroblob(400000)" : "decode(repeat('00', 400000), 'hex')";
        await test.QueryAsync($"INSERT INTO identity_digest (id, day, size, hashes) WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 24) SELECT 100000 + i, 15000 + i, 400000, {zeros} FROM n");
        await test.At.ReopenAsync();

        // Few enough to be asked for on each day; then too many, so that all is read.
        foreach (var (count, ago) in ((int, int)[])[(50, 20), (400, 33), (3_000, 70), (40, 90)])
        {
            var outcome = await test.WriteAsync([.. Many(3_000).Take(count).Select(r => r with { OccurredAtMs = r.OccurredAtMs - (ago * Day) }), Message($"new-{count}", Noon - (5 * Day))]);
            Assert.Equal(1, outcome.Accepted);
        }

        Assert.Equal(0, (await test.WriteAsync(((int[])[50, 400, 3_000, 40]).Select(count => Message($"new-{count}", Noon - (60 * Day))))).Accepted);
        Assert.Equal(3_004, await test.NumberAsync("SELECT COUNT(*) FROM usage_event"));
        Assert.Empty((await UsageDoctor.CheckAsync(test.Database)).Findings);
    }

    [Theory, BothDatabases]
    public async Task Small_batches_do_not_pile_up(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        for (var i = 0; i < 400; i++)
        {
            await test.WriteAsync(Message($"m-{i}", Noon + (i % 2 * Day)));
        }

        Assert.InRange(await test.NumberAsync("SELECT COUNT(*) FROM identity_digest"), 2, 150);
        await test.At.ReopenAsync();
        Assert.Equal(0, (await test.WriteAsync(Enumerable.Range(0, 400).Select(i => Message($"m-{i}", Noon - (50 * Day))))).Accepted);
        Assert.Empty((await UsageDoctor.CheckAsync(test.Database)).Findings);
    }
}
