using Dashboard.Storage.Decisions;
using static Dashboard.Storage.Tests.Books.BooksTest;

namespace Dashboard.Storage.Tests.Books;

public sealed class NewDayTests
{
    private const long Tomorrow = Noon + Day;

    [Theory, BothDatabases]
    public async Task Usage_that_waits_at_midnight_is_in_the_new_day_s_rate_as_in_a_rebuild_from_zero(DatabaseProvider provider)
    {
        await using var test = await WaitingAsync(provider);

        await test.Database.Books.RollForwardAsync(Tomorrow);
        var stepwise = await ProjectionsAsync(test);
        await test.Usage.QueryAsync("DELETE FROM books_state");
        await test.Database.Books.RebuildAsync(Tomorrow);

        Assert.Equal(stepwise, await ProjectionsAsync(test));
        Assert.Equal(0, await test.Database.Books.RollForwardAsync(Tomorrow));
    }

    [Theory, BothDatabases]
    public async Task A_day_s_forecasts_are_published_once_it_has_begun_and_not_from_yesterday_s_figures(DatabaseProvider provider)
    {
        await using var test = await WaitingAsync(provider);
        var forecasts = $"SELECT seat_id, point FROM forecast WHERE day = {DayOf(Tomorrow)}";

        await test.Database.Books.CatchUpAsync(Tomorrow);
        var before = await test.Usage.QueryAsync(forecasts);
        await test.Database.Books.RollForwardAsync(Tomorrow);

        Assert.Empty(before);
        Assert.Equal(await test.Usage.QueryAsync("SELECT seat_id, point FROM projection"), await test.Usage.QueryAsync(forecasts));
    }

    [Theory, BothDatabases]
    public async Task Usage_dated_ahead_of_its_arrival_is_drawn_when_its_instant_comes(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Database.Books.RollForwardAsync(Noon);
        await test.Usage.WriteAtAsync(
            test.Usage.SourceId, Noon, [Use("a", Noon - 1, "10"), Use("b", Noon + 60_000, "7"), Use("c", Noon + Day, "5", "bob@example.org"), Use("d", Noon + (Day / 2) - 1, "2")]);
        await test.Database.Books.CatchUpAsync(Noon);

        await test.Database.Books.RollForwardAsync(Noon + 59_999);
        Assert.Contains("|10000000000|", await test.CycleAsync(test.Ada), StringComparison.Ordinal);
        await test.Database.Books.RollForwardAsync(Noon + 60_000);
        Assert.Contains("|17000000000|", await test.CycleAsync(test.Ada), StringComparison.Ordinal);
        Assert.Equal(0, await test.Database.Books.RollForwardAsync(Noon + 60_001));

        // The next look is on the day after the last of them.
        await test.Database.Books.RollForwardAsync(Noon + Day);
        Assert.Contains("|19000000000|", await test.CycleAsync(test.Ada), StringComparison.Ordinal);
        Assert.Contains("|5000000000|", await test.CycleAsync(test.Bob), StringComparison.Ordinal);
        var stepwise = await test.ContentsAsync();
        await test.Database.Books.RebuildAsync(Noon + Day);
        Assert.Equal(stepwise, await test.ContentsAsync());
    }

    /// <summary>A day that has begun, and usage of the days before it that nobody derived yet; tomorrow is a day on which seats' forecasts are kept.</summary>
    private static async Task<BooksTest> WaitingAsync(DatabaseProvider provider)
    {
        var test = await CreateAsync(provider);
        await test.DecideAsync(Start, new SeatAdded(-1, "eve@example.org", "Eve", "max-5x", "Blue", null, 1, new DateOnly(2026, 1, 1)));
        await test.WriteAsync([.. Enumerable.Range(0, 15).SelectMany(i => new[] { Use($"a{i}", Start + (i * Day), "4"), Use($"b{i}", Start + (i * Day), "2", "bob@example.org") })]);
        await test.Database.Books.RollForwardAsync(Noon);
        await test.Usage.WriteAsync([.. Enumerable.Range(15, 4).SelectMany(i => new[] { Use($"a{i}", Start + (i * Day), "9"), Use($"e{i}", Start + (i * Day), "5", "eve@example.org") })]);
        return test;
    }

    private static async Task<string> ProjectionsAsync(BooksTest test) => string.Join('\n', (List<string>)[
        .. await test.Usage.QueryAsync("SELECT seat_id, as_of_ms, point, low, high, exhaust_day, exhaust_probability FROM projection"),
        .. await test.Usage.QueryAsync("SELECT value FROM books_state WHERE name = 'books'"),
        await test.ContentsAsync()]);

    private static int DayOf(long atMs) => (int)(atMs / Day);
}
