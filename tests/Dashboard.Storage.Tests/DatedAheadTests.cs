using Dashboard.Credits.Usage;
using Dashboard.Storage.Writes;
using static Dashboard.Storage.Tests.Records;

namespace Dashboard.Storage.Tests;

public sealed class DatedAheadTests
{
    [Theory, BothDatabases]
    public async Task Usage_exactly_a_day_ahead_is_taken_and_a_millisecond_more_is_refused_while_the_rest_stands(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);

        var outcome = await test.WriteAtAsync(test.SourceId, Noon, [Message("now"), Message("edge", Noon + Day), Message("ahead", Noon + Day + 1), Message("far", Noon + (400 * Day))]);

        Assert.Equal((2, 0, 0, 0, 2), (outcome.Accepted, outcome.Updated, outcome.Duplicate, outcome.Superseded, outcome.Rejected.Length));
        Assert.Equal([new Rejection(2, "It is dated more than 1 day ahead of now."), new Rejection(3, "It is dated more than 399 days ahead of now.")], outcome.Rejected);
        Assert.Equal([$"{Noon + Day}", $"{Noon}"], (await test.QueryAsync("SELECT occurred_at_ms FROM usage_event")).OrderDescending());
        Assert.Equal(["2|2"], await test.QueryAsync("SELECT accepted, rejected FROM import_batch"));
        Assert.Equal(["record 3|It is dated more than 1 day ahead of now.", "record 4|It is dated more than 399 days ahead of now."], await test.QueryAsync("SELECT place, reason FROM issue"));
    }

    [Theory, BothDatabases]
    public async Task A_result_and_usage_without_an_instant_of_its_own_are_held_to_the_instant_they_would_get(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var result = new RunResult { Session = "run", Id = "r", AtMs = Noon + Day + 1, Sequence = 0, Total = Usd("1") };

        var outcome = await test.Database.Writer.WriteAsync(new UsageBatch
        {
            SourceId = test.SourceId,
            ReceivedAtMs = Noon,
            FallbackAtMs = Noon + (2 * Day),
            Records = [Message("undated") with { OccurredAtMs = null }, Message("stands in") with { OccurredAtMs = null, StandInAtMs = Noon }],
            Results = [result, result with { Session = "another", AtMs = Noon + Day }],
        });

        Assert.Equal((2, 2), (outcome.Accepted, outcome.Rejected.Length));
        Assert.Equal([0, 2], outcome.Rejected.Select(r => r.Index).Order());
        Assert.Equal(2, await test.NumberAsync("SELECT COUNT(*) FROM usage_event"));
    }
}
