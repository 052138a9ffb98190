using Dashboard.Credits.Usage;
using static Dashboard.Storage.Tests.Records;

namespace Dashboard.Storage.Tests;

public sealed class RunTests
{
    [Theory, BothDatabases]
    public async Task A_result_alone_is_its_stated_cost(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);

        var outcome = await test.WriteResultsAsync(Result("0.5"));

        Assert.Equal(1, outcome.Accepted);
        Assert.Equal(["500000000|1"], await test.QueryAsync("SELECT cost_nano, events FROM rollup_org_day"));
    }

    [Theory, BothDatabases]
    public async Task A_result_posts_only_what_the_known_requests_lack_whichever_comes_first(DatabaseProvider provider)
    {
        await using var requestsFirst = await UsageTest.CreateAsync(provider);
        await requestsFirst.WriteAsync(Message("a"));
        await requestsFirst.WriteResultsAsync(Result("0.5"));

        await using var resultFirst = await UsageTest.CreateAsync(provider);
        await resultFirst.WriteResultsAsync(Result("0.5"));
        await resultFirst.WriteAsync(Message("a"));

        Assert.Equal(["500000000"], await requestsFirst.QueryAsync("SELECT SUM(cost_nano) FROM rollup_org_day"));
        Assert.Equal(["490737500", "9262500"], await requestsFirst.QueryAsync("SELECT cost_nano FROM usage_event"));
        Assert.Equal(await requestsFirst.ContentsAsync(), await resultFirst.ContentsAsync());
    }

    [Theory, BothDatabases]
    public async Task A_result_that_the_requests_cover_is_superseded_and_the_excess_is_listed(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await test.WriteAsync(Message("a"));

        var outcome = await test.WriteResultsAsync(Result("0.001"));

        Assert.Equal((0, 1), (outcome.Accepted, outcome.Superseded));
        Assert.Equal(["9262500"], await test.QueryAsync("SELECT SUM(cost_nano) FROM rollup_org_day"));
        Assert.Equal(["8262500"], await test.QueryAsync("SELECT excess_nano FROM run_excess"));
    }

    [Theory, BothDatabases]
    public async Task The_same_result_again_is_a_duplicate_also_when_its_time_is_only_that_of_arrival(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await test.WriteResultsAsync(Result("0.5"));
        var before = await test.ContentsAsync();

        var outcome = await test.WriteResultsAsync(Result("0.5") with { AtMs = Noon + Day });

        Assert.Equal(1, outcome.Duplicate);
        Assert.Equal(before, await test.ContentsAsync());
    }

    [Theory, BothDatabases]
    public async Task Requests_that_arrive_later_shrink_the_remainder_to_nothing(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await test.WriteResultsAsync(Result("0.009") with { Models = [new ModelTotal("claude-opus-4-8", new TokenCounts(900, 90, 0, 0, 0), 0, Usd("0.009"))] });

        await test.WriteAsync(Message("a"));

        Assert.Equal(1, await test.NumberAsync("SELECT COUNT(*) FROM usage_event"));
        Assert.Equal(0, await test.NumberAsync("SELECT COUNT(*) FROM run_remainder"));
        Assert.Equal(["1|9262500"], await test.QueryAsync("SELECT SUM(events), SUM(cost_nano) FROM rollup_org_day"));
    }

    [Theory, BothDatabases]
    public async Task A_result_that_states_an_email_is_the_seats_whatever_its_letters(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var (ada, _) = await UsageWriterTests.TwoSeatsAsync(test);

        await test.WriteResultsAsync(Result("0.5") with { SeatEmail = "ADA@example.org" });

        Assert.Equal([$"{ada}"], await test.QueryAsync("SELECT seat_id FROM usage_event"));
    }

    [Theory, BothDatabases]
    public async Task What_completes_a_request_without_a_price_is_not_another_one(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await test.WriteAsync(Message("a", output: 1) with { Model = "unheard-of" });

        await test.WriteResultsAsync(Result("0") with { Models = [new ModelTotal("unheard-of", new TokenCounts(1_000, 617, 10, 20, 3_000), 0, null, Usd("0.5"))] });

        Assert.Equal(["1|1|617|0"], await test.QueryAsync("SELECT SUM(events), SUM(unpriced_events), SUM(output_tokens), SUM(cost_nano) FROM rollup_org_day"));
        Assert.Empty((await Doctor.UsageDoctor.CheckAsync(test.Database)).Findings);
    }

    private static RunResult Result(string usd) => new()
    {
        Session = "session-1",
        Id = "result-1",
        AtMs = Noon + 1_000,
        Sequence = 0,
        Total = Usd(usd),
        Models = [new ModelTotal("claude-opus-4-8", default, 0, Usd(usd))],
    };
}
