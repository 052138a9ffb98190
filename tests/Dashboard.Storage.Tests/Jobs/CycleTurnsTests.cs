using Dashboard.Credits.Money;
using Dashboard.Storage.Reads;
using static Dashboard.Storage.Tests.Books.BooksTest;

namespace Dashboard.Storage.Tests.Jobs;

public sealed class CycleTurnsTests
{
    /// <summary>2026-12-01T00:00:00Z.</summary>
    private const long December = 1_796_083_200_000;

    [Theory, BothDatabases]
    public async Task A_cycle_that_ends_is_told_in_the_minute_of_its_end_with_what_expired_and_what_was_granted(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.WriteAsync(Use("a", Noon - Day, "30"));
        await test.Database.Books.RollForwardAsync(December - 60_000);
        await test.Database.Books.RollForwardAsync(December);

        var before = await CycleTurns.ReadAsync(test.Database, December - 120_000, December - 60_000);
        var turned = await CycleTurns.ReadAsync(test.Database, December - 60_000, December);
        var after = await CycleTurns.ReadAsync(test.Database, December, December + 60_000);

        Assert.Equal(new CycleTurns(0, Nanodollars.Zero, 0, Nanodollars.Zero), before);
        Assert.Equal(new CycleTurns(2, Records.Usd("170"), 2, Records.Usd("200")), turned);
        Assert.Equal(before, after);
    }

    [Theory, BothDatabases]
    public async Task A_day_s_forecasts_are_counted_with_the_record_of_those_before(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.WriteAsync(Use("a", Noon - Day, "30"));
        await test.Database.Books.RollForwardAsync(Noon);

        var day = await ForecastDay.ReadAsync(test.Database, Noon);

        Assert.Equal(await test.Usage.QueryAsync("SELECT COUNT(*) FROM forecast"), [day!.Published.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        Assert.True(day.Published > 0);
        Assert.Equal(0, day.Seats.Forecasts + day.Organisation.Forecasts);
    }
}
