using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using static Dashboard.Storage.Tests.Books.BooksTest;

namespace Dashboard.Storage.Tests.Reads;

public sealed class MonthAndUnknownTests
{
    [Theory, BothDatabases]
    public async Task A_month_of_the_ledger_has_the_cycles_that_start_in_it_and_adds_up(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.DecideAsync(Start, new SeatAdded(-1, "eve@example.org", "Eve", "max-5x", "Red", null, 15, new DateOnly(2026, 10, 15)));
        await test.WriteAsync(Use("a", Start + Day, "60"), Use("b", Start + Day, "104", "bob@example.org"), Use("e", Start + (16 * Day), "7", "eve@example.org"));
        await test.Database.Books.RollForwardAsync(Noon);

        var month = await LedgerRead.PageAsync(test.Database, new LedgerQuery { Month = new DateOnly(2026, 11, 30) });
        var second = await LedgerRead.PageAsync(test.Database, new LedgerQuery { Month = new DateOnly(2026, 11, 2), Offset = 1, Limit = 1 });
        var before = await LedgerRead.PageAsync(test.Database, new LedgerQuery { Month = new DateOnly(2026, 9, 1) });

        Assert.Equal(
            [("ada@example.org", new DateOnly(2026, 11, 1)), ("bob@example.org", new DateOnly(2026, 11, 1)), ("eve@example.org", new DateOnly(2026, 11, 15))],
            month.Rows.Select(r => (r.Email, r.Figures.Start)));
        Assert.Equal(3, month.Total);
        Assert.Equal(("160", "11"), (month.Totals.Consumed.ToString(), month.Totals.Uncovered.ToString()));
        Assert.True(month.AddsUp);
        Assert.Equal(("bob@example.org", 3L, month.Totals), (Assert.Single(second.Rows).Email, second.Total, second.Totals));
        Assert.Empty(before.Rows);
    }

    [Theory, BothDatabases]
    public async Task Unknown_usage_is_summed_by_what_a_rule_may_ask_the_dearest_first(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        var other = await test.Log.RegisterSourceAsync("builds", "rest", Noon);
        await test.Usage.WriteAsync(
            Use("a", Start + Day, "1", null) with { Entrypoint = null },
            Use("b", Start + (2 * Day), "2", null) with { Entrypoint = null },
            Use("c", Start + Day, "10") with { Entrypoint = "something-new" },
            Use("known", Start + Day, "99"));
        await test.Usage.WriteAsync(other, [Use("d", Start + Day, "4", null) with { Entrypoint = null, Source = UsageSource.Rest, AuthoritativeCost = null, Model = "no-such-model" }]);

        var unknown = await UnknownUsageRead.ReadAsync(test.Database, 10);

        Assert.Equal(
            [("something-new", true, "laptop", 1L, 0L, "10"), (null, false, "laptop", 2L, 0L, "3"), (null, false, "builds", 1L, 1L, "0")],
            unknown.Select(u => (u.Entrypoint, u.HasSeatEmail, u.Source, u.Events, u.UnpricedEvents, u.Cost.ToString())));
        Assert.Single(await UnknownUsageRead.ReadAsync(test.Database, 1));
    }
}
