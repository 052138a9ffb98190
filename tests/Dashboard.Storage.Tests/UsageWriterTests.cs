using Dashboard.Credits.Usage;
using Dashboard.Storage.Writes;
using static Dashboard.Storage.Tests.Records;

namespace Dashboard.Storage.Tests;

public sealed class UsageWriterTests
{
    [Theory, BothDatabases]
    public async Task A_new_message_is_one_event_with_its_cost_in_every_roll_up(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);

        var outcome = await test.WriteAsync(Message("a"));

        // 1000×5000 + 100×25000 + 10×6250 + 20×10000 + 3000×500 nanodollars.
        const string Nano = "9262500";
        Assert.Equal((1, 0, 0, 0, 0), (outcome.Accepted, outcome.Updated, outcome.Duplicate, outcome.Superseded, outcome.Rejected.Length));
        Assert.Equal([Nano], await test.QueryAsync("SELECT cost_nano FROM usage_event"));
        foreach (var rollup in (string[])["rollup_seat_day", "rollup_org_day", "rollup_detail", "rollup_session"])
        {
            Assert.Equal([$"1|0|1000|100|10|20|3000|0|{Nano}"], await test.QueryAsync($"SELECT events, unpriced_events, input_tokens, output_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_read_tokens, web_searches, cost_nano FROM {rollup}"));
        }

        Assert.Equal(2, await test.NumberAsync("SELECT COUNT(*) FROM usage_identity"));
    }

    [Theory, BothDatabases]
    public async Task Duplicates_cost_nothing(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var records = Many(300).ToList();
        await test.WriteAsync(records);
        var before = await test.ContentsAsync();

        var outcome = await test.WriteAsync(records.Concat(records));

        Assert.Equal((0, 0, 600, 0), (outcome.Accepted, outcome.Updated, outcome.Duplicate, outcome.Superseded));
        Assert.Equal(before, await test.ContentsAsync());
    }

    [Theory, BothDatabases]
    public async Task A_file_sent_again_after_90_days_is_all_duplicates(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var old = Many(50, seed: 1).ToList();
        await test.WriteAsync(old);
        for (var day = 1; day <= 90; day += 10)
        {
            await test.WriteAsync(Many(5, seed: 100 + day).Select(r => r with { OccurredAtMs = r.OccurredAtMs + (day * Day) }));
        }

        var before = await test.ContentsAsync();

        var outcome = await test.Database.Writer.WriteAsync(new UsageBatch { SourceId = test.SourceId, ReceivedAtMs = Noon + (90 * Day), Records = [.. old] });

        Assert.Equal(50, outcome.Duplicate);
        Assert.Equal(before, await test.ContentsAsync());
    }

    [Theory, BothDatabases]
    public async Task A_stream_over_midnight_sent_last_line_first_is_one_event_with_the_larger_output(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var midnight = Noon + (Day / 2);

        await test.WriteAsync(Message("a", midnight + 1_000, output: 900));
        var outcome = await test.WriteAsync(Message("a", midnight - 1_000, output: 5));

        Assert.Equal(1, outcome.Updated);
        Assert.Equal([$"900|{midnight - 1_000}"], await test.QueryAsync("SELECT output_tokens, occurred_at_ms FROM usage_event"));
        Assert.Equal(["900"], await test.QueryAsync("SELECT output_tokens FROM rollup_org_day"));
    }

    [Theory, BothDatabases]
    public async Task A_better_observation_moves_its_difference_through_every_roll_up(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await test.WriteAsync(Message("a", output: 1));

        await test.WriteAsync(Message("a", output: 500) with { Model = "claude-haiku-5-5" });

        await using var direct = await UsageTest.CreateAsync(provider);
        await direct.WriteAsync(Message("a", output: 1), Message("a", output: 500) with { Model = "claude-haiku-5-5" });
        Assert.Equal(await direct.ContentsAsync(), await test.ContentsAsync());
        Assert.Equal(1, await test.NumberAsync("SELECT COUNT(*) FROM rollup_detail"));
    }

    [Theory, BothDatabases]
    public async Task An_observation_with_only_the_request_id_joins_the_message_that_has_it(DatabaseProvider provider)
    {
        await using var requestFirst = await UsageTest.CreateAsync(provider);
        await requestFirst.WriteAsync(RequestOnly("req-a", output: 700));
        var outcome = await requestFirst.WriteAsync(Message("a"));

        await using var messageFirst = await UsageTest.CreateAsync(provider);
        await messageFirst.WriteAsync(Message("a"));
        await messageFirst.WriteAsync(RequestOnly("req-a", output: 700));

        Assert.Equal((0, 1), (outcome.Accepted, outcome.Updated));
        Assert.Equal(1, await requestFirst.NumberAsync("SELECT COUNT(*) FROM usage_event"));
        Assert.Equal(700, await requestFirst.NumberAsync("SELECT output_tokens FROM usage_event"));
        Assert.Equal(await messageFirst.ContentsAsync(), await requestFirst.ContentsAsync());
    }

    [Theory, BothDatabases]
    public async Task A_request_only_observation_moves_to_the_message_with_the_smallest_hash(DatabaseProvider provider)
    {
        var (small, large) = ("a", "b");
        if (UsageIdentity.Hash(UsageIdKind.Message, small).CompareTo(UsageIdentity.Hash(UsageIdKind.Message, large)) > 0)
        {
            (small, large) = (large, small);
        }

        UsageRecord[] records =
        [
            Message(large, output: 10) with { RequestId = "shared" },
            RequestOnly("shared", output: 900),
            Message(small, output: 20) with { RequestId = "shared" },
        ];
        var contents = new List<string>();
        foreach (var order in (int[][])[[0, 1, 2], [2, 1, 0], [1, 0, 2], [0, 2, 1]])
        {
            await using var test = await UsageTest.CreateAsync(provider);
            foreach (var i in order)
            {
                await test.WriteAsync(records[i]);
            }

            contents.Add(await test.ContentsAsync());
            Assert.Equal(["10", "900"], await test.QueryAsync("SELECT output_tokens FROM usage_event"));
        }

        Assert.Single(contents.Distinct());
    }

    [Theory, BothDatabases]
    public async Task An_observation_without_a_time_meets_the_one_that_has_one(DatabaseProvider provider)
    {
        var undated = Message("a", output: 700) with { OccurredAtMs = null, Source = UsageSource.Stream };
        await using var first = await UsageTest.CreateAsync(provider);
        await first.WriteAsync(undated);
        await first.WriteAsync(Message("a", Noon - (40 * Day)));

        await using var second = await UsageTest.CreateAsync(provider);
        await second.WriteAsync(Message("a", Noon - (40 * Day)));
        await second.WriteAsync(undated);

        Assert.Equal([$"{Noon - (40 * Day)}|700"], await first.QueryAsync("SELECT occurred_at_ms, output_tokens FROM usage_event"));
        Assert.Equal(await first.ContentsAsync(), await second.ContentsAsync());
    }

    [Theory, BothDatabases]
    public async Task Unknown_models_are_counted_and_never_zero(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);

        await test.WriteAsync(Message("a") with { Model = "claude-unheard-of-9" });

        Assert.Equal(["-"], await test.QueryAsync("SELECT cost_nano FROM usage_event"));
        Assert.Equal(["1|1|0"], await test.QueryAsync("SELECT events, unpriced_events, cost_nano FROM rollup_org_day"));
    }

    [Theory, BothDatabases]
    public async Task Records_beyond_the_limits_are_refused_one_by_one(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);

        var outcome = await test.WriteAsync(
            Message("a"),
            Message("b") with { Tokens = new TokenCounts(-1, 0, 0, 0, 0) },
            Message("c") with { Session = new string('x', 600) },
            Message("a"));

        Assert.Equal((1, 0, 1, 0), (outcome.Accepted, outcome.Updated, outcome.Duplicate, outcome.Superseded));
        Assert.Equal([1, 2], outcome.Rejected.Select(r => r.Index));
        Assert.Equal(2, await test.NumberAsync("SELECT COUNT(*) FROM issue"));
    }

    [Theory, BothDatabases]
    public async Task Many_callers_at_once_are_each_answered_and_nothing_is_lost(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => test.WriteAsync(Many(25, seed: i))));

        Assert.All(outcomes, o => Assert.Equal(25, o.Accepted));
        Assert.Equal(1_000, await test.NumberAsync("SELECT SUM(events) FROM rollup_org_day"));
        Assert.Equal(1_000, await test.NumberAsync("SELECT COUNT(*) FROM usage_event"));
    }

    [Theory, BothDatabases]
    public async Task A_batch_of_an_unknown_source_fails_alone(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);

        var good = Enumerable.Range(0, 10).Select(i => test.WriteAsync(Many(5, seed: i))).ToList();
        var bad = test.WriteAsync(99, Many(5, seed: 77));

        await Assert.ThrowsAsync<DatabaseException>(() => bad);
        await Task.WhenAll(good);
        Assert.Equal(50, await test.NumberAsync("SELECT COUNT(*) FROM usage_event"));
    }

    [Theory, BothDatabases]
    public async Task The_same_event_of_a_second_seat_stays_with_the_first_and_is_listed(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var (ada, bob) = await TwoSeatsAsync(test);
        var second = await test.Database.Decisions.RegisterSourceAsync("desktop", "folder", Noon);
        await test.Database.Decisions.AssignSeatAsync(test.SourceId, ada, 0, "owner", Noon, preview: false);
        await test.Database.Decisions.AssignSeatAsync(second, bob, 0, "owner", Noon, preview: false);
        await test.WriteAsync(Message("a"));

        var outcome = await test.WriteAsync(second, [Message("a")]);

        Assert.Equal(1, outcome.Duplicate);
        Assert.Equal([$"{ada}"], await test.QueryAsync("SELECT seat_id FROM usage_event"));
        Assert.Equal("1 event is known for another seat and stays there.", (await test.QueryAsync("SELECT reason FROM issue")).Single());
    }

    [Fact]
    public async Task A_subscriber_that_throws_ends_the_writer_and_leaves_nobody_waiting()
    {
        await using var place = await TestDatabase.PlaceAsync(DatabaseProvider.Sqlite);
        var database = await Database.OpenAsync(place.Options, place.Time);
        var source = await database.Decisions.RegisterSourceAsync("laptop", "folder", Noon);
        database.Writer.Committed += () => throw new InvalidOperationException("a subscriber");

        var outcome = await database.Writer.WriteAsync(new UsageBatch { SourceId = source, ReceivedAtMs = Noon, Records = [Message("a")] });
        var later = await Assert.ThrowsAnyAsync<Exception>(() => database.Writer.WriteAsync(new UsageBatch { SourceId = source, ReceivedAtMs = Noon, Records = [Message("b")] }).WaitAsync(TimeSpan.FromSeconds(30)));

        Assert.Equal(1, outcome.Accepted);
        Assert.IsNotType<TimeoutException>(later);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await database.DisposeAsync());
    }

    internal static async Task<(int Ada, int Bob)> TwoSeatsAsync(UsageTest test) =>
        (await test.Database.Decisions.AddSeatAsync("Ada@example.org", "Ada", Noon), await test.Database.Decisions.AddSeatAsync("bob@example.org", "Bob", Noon));
}
