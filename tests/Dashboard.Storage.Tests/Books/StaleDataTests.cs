using System.Collections.Immutable;
using System.Globalization;
using Dashboard.Credits.Runbook;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Writes;
using static Dashboard.Storage.Tests.Books.BooksTest;

namespace Dashboard.Storage.Tests.Books;

public sealed class StaleDataTests
{
    private const long Hour = 3_600_000;

    [Theory, BothDatabases]
    public async Task A_seat_is_stale_from_the_end_of_its_source_s_window_until_the_source_is_heard_again(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "10"));

        Assert.Equal(SeatState.OnTrack, await AtAsync(test, Noon + (24 * Hour) - 1));
        Assert.Equal(SeatState.StaleData, await AtAsync(test, Noon + (24 * Hour)));
        Assert.Equal(0, await test.Database.Books.RollForwardAsync(Noon + (24 * Hour) + 1));
        await HeardAsync(test, test.Usage.SourceId, Noon + (25 * Hour));
        Assert.Equal(SeatState.OnTrack, await AtAsync(test, Noon + (25 * Hour)));
        Assert.Equal(SeatState.Idle, await OfAsync(test, test.Bob));
        Assert.Equal(SeatState.StaleData, await AtAsync(test, Noon + (49 * Hour)));
    }

    [Theory, BothDatabases]
    public async Task One_source_that_delivers_keeps_a_seat_fresh_and_sources_without_a_window_say_nothing(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var build = await test.Log.RegisterSourceAsync("builds", "rest", Noon);
        var dropped = await test.Log.RegisterSourceAsync("dropped", "upload", Noon);
        await test.WriteAsync(Use("a", Start + Day, "10"));
        await test.Usage.WriteAsync(build, [Use("b", Start + Day, "1")]);
        await test.Usage.WriteAsync(dropped, [Use("c", Start + Day, "1"), Use("d", Start + Day, "1", "bob@example.org")]);
        await HeardAsync(test, build, Noon + (20 * Hour));

        Assert.Equal(SeatState.OnTrack, await AtAsync(test, Noon + (40 * Hour)));
        Assert.Equal(SeatState.OnTrack, await OfAsync(test, test.Bob));
        Assert.Equal(SeatState.StaleData, await AtAsync(test, Noon + (44 * Hour)));
        Assert.Equal(SeatState.OnTrack, await OfAsync(test, test.Bob));
    }

    [Theory, BothDatabases]
    public async Task A_source_that_is_to_bring_a_seat_s_usage_makes_it_stale_before_it_ever_brought_any(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var build = await test.Log.RegisterSourceAsync("builds", "rest", Noon);
        await test.DecideAsync(Noon, new SourceSeatSet(build, test.Ada));

        Assert.Equal(SeatState.Idle, await AtAsync(test, Noon + (23 * Hour)));
        Assert.Equal(SeatState.StaleData, await AtAsync(test, Noon + (24 * Hour)));
    }

    [Theory, BothDatabases]
    public async Task Old_usage_that_a_name_brings_to_a_seat_does_not_make_its_silent_source_heard(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var builds = await test.Log.RegisterSourceAsync("builds", "rest", Noon);
        await test.WriteAsync(Use("a", Start + Day, "10"));
        await test.Usage.WriteAsync(builds, [OfKey("b", "k1"), OfKey("c", "k2")]);
        await HeardAsync(test, builds, Noon + (30 * Hour));
        Assert.Equal(SeatState.StaleData, await AtAsync(test, Noon + (31 * Hour)));

        await AssignAsync(test, "k1", test.Ada, Noon + (31 * Hour));
        Assert.Equal(SeatState.StaleData, await AtAsync(test, Noon + (31 * Hour)));
        await AssignAsync(test, "k2", test.Bob, Noon + (31 * Hour));
        Assert.Equal(SeatState.OnTrack, await AtAsync(test, Noon + (60 * Hour), test.Bob));

        // From its next usage on the source is one of hers.
        await test.Usage.WriteAtAsync(builds, Noon + (32 * Hour), [OfKey("d", "k1")]);
        Assert.Equal(SeatState.OnTrack, await AtAsync(test, Noon + (32 * Hour)));
        Assert.Equal(SeatState.OnTrack, await AtAsync(test, Noon + (55 * Hour)));
        Assert.Equal(SeatState.StaleData, await AtAsync(test, Noon + (56 * Hour)));

        // Another name of hers changes nothing about it.
        await HeardAsync(test, builds, Noon + (57 * Hour));
        await AssignAsync(test, "k3", test.Ada, Noon + (57 * Hour));
        Assert.Equal(SeatState.OnTrack, await AtAsync(test, Noon + (57 * Hour)));
    }

    [Theory, BothDatabases]
    public async Task Old_usage_that_a_rule_brings_to_a_seat_does_not_either(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var builds = await test.Log.RegisterSourceAsync("builds", "rest", Noon);
        await test.WriteAsync(Use("a", Start + Day, "10"));
        await test.Usage.WriteAsync(builds, [OfKey("b", "k1")]);
        await HeardAsync(test, builds, Noon + (30 * Hour));
        var rule = new IdentityRule([new IdentityCondition(IdentityKind.ApiKey, "k*")], test.Ada);
        await test.Log.AppendAsync([new NewDecision(new IdentityRulesSet([rule]), 0)], "test", Noon + (31 * Hour));

        Assert.Equal(SeatState.StaleData, await AtAsync(test, Noon + (31 * Hour)));
        await test.Usage.WriteAtAsync(builds, Noon + (32 * Hour), [OfKey("d", "k2")]);
        Assert.Equal(SeatState.OnTrack, await AtAsync(test, Noon + (32 * Hour)));
    }

    [Theory, BothDatabases]
    public async Task A_window_is_a_dated_decision_that_holds_at_once_and_is_checked(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var source = test.Usage.SourceId;
        await test.WriteAsync(Use("a", Start + Day, "10"));

        await test.DecideAsync(Noon, new SourceWindowSet(source, 2));
        Assert.Equal(SeatState.StaleData, await AtAsync(test, Noon + (2 * Hour)));
        await test.DecideAsync(Noon + (2 * Hour), new SourceWindowSet(source, null));
        Assert.Equal(SeatState.OnTrack, await OfAsync(test, test.Ada));
        Assert.Equal(SeatState.OnTrack, await AtAsync(test, Noon + (200 * Hour)));

        Assert.Equal(DecisionProblem.BadAmount, await test.Log.RefusedAsync(Noon, new SourceWindowSet(source, 0)));
        Assert.Equal(DecisionProblem.BadAmount, await test.Log.RefusedAsync(Noon, new SourceWindowSet(source, SourceWindow.MostHours + 1)));
        Assert.Equal(DecisionProblem.UnknownSource, await test.Log.RefusedAsync(Noon, new SourceWindowSet(99, 5)));
        Assert.Null((await test.Log.CurrentAsync()).Sources[source].Window.At(Noon + (2 * Hour)));
    }

    [Theory, BothDatabases]
    public async Task Following_time_step_by_step_gives_the_rows_of_a_rebuild(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var build = await test.Log.RegisterSourceAsync("builds", "rest", Noon);
        await test.WriteAsync(Use("a", Start + Day, "10"));
        await test.Usage.WriteAsync(build, [Use("b", Start + Day, "1", "bob@example.org")]);
        for (var hour = 1; hour <= 30; hour++)
        {
            if (hour % 8 == 0)
            {
                await HeardAsync(test, build, Noon + (hour * Hour));
            }

            await test.Database.Books.RollForwardAsync(Noon + (hour * Hour));
        }

        var stepwise = await test.ContentsAsync();
        await test.Database.Books.RebuildAsync(Noon + (30 * Hour));

        Assert.Equal(stepwise, await test.ContentsAsync());
        Assert.Equal((SeatState.StaleData, SeatState.OnTrack), (await OfAsync(test, test.Ada), await OfAsync(test, test.Bob)));
    }

    private static Task<WriteOutcome> HeardAsync(BooksTest test, int source, long atMs) => test.Database.Writer.WriteAsync(new UsageBatch { SourceId = source, ReceivedAtMs = atMs });

    private static UsageRecord OfKey(string id, string key) => Use(id, Start + Day, "1", email: null) with { Tags = ImmutableSortedDictionary<string, string>.Empty.Add("api_key", key) };

    private static Task<AppendResult> AssignAsync(BooksTest test, string key, int seat, long nowMs) =>
        test.Log.AppendAsync([new NewDecision(new IdentityAssigned(IdentityKind.ApiKey, key, seat), 0)], "test", nowMs);

    private static async Task<SeatState> AtAsync(BooksTest test, long nowMs, int? seat = null)
    {
        await test.Database.Books.RollForwardAsync(nowMs);
        return await OfAsync(test, seat ?? test.Ada);
    }

    private static async Task<SeatState> OfAsync(BooksTest test, int seat) =>
        (SeatState)await test.Usage.NumberAsync(string.Create(CultureInfo.InvariantCulture, $"SELECT state FROM seat_now WHERE seat_id = {seat}"));
}
