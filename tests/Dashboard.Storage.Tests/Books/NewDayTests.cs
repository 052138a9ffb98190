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
