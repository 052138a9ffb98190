using Dashboard.Credits.Money;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Tests.Programmes;
using static Dashboard.Storage.Tests.Programmes.PoolTest;

namespace Dashboard.Storage.Tests.Reconciliation;

public sealed class BalanceReadingTests
{
    [Theory, BothDatabases]
    public async Task A_reading_is_compared_with_the_ledger_at_its_instant_and_posts_nothing(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider, standard: 3, premium: 2);
        await test.WriteAsync(Start + (9 * Day), Run("a", Start + Day, "40"), Run("b", Start + (3 * Day), "20.5"), Run("c", Start + (7 * Day), "10"));
        var before = await test.Usage.QueryAsync("SELECT * FROM account_day");
        var touched = await test.Usage.NumberAsync("SELECT COUNT(*) FROM touched_seat");

        await ReadAsync(test, Start + (2 * Day), "220");
        await ReadAsync(test, Start + (3 * Day), "198");
        await ReadAsync(test, Start + (8 * Day), "185.25");

        var checks = await BalancesRead.ReadAsync(test.Database, null, 10);
        Assert.Equal(["189.5", "199.5", "220"], checks.Select(c => Usd.Format(c.Derived!.Value)));
        Assert.Equal(["-4.25", "-1.5", "0"], checks.Select(c => Usd.Format(c.Drift!.Value)));
        Assert.Equal(before, await test.Usage.QueryAsync("SELECT * FROM account_day"));
        Assert.Equal(touched, await test.Usage.NumberAsync("SELECT COUNT(*) FROM touched_seat"));
    }

    [Theory, BothDatabases]
    public async Task Late_usage_moves_the_drift_and_a_reading_taken_back_is_gone_and_stays_in_the_audit_log(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider, standard: 3, premium: 2);
        await test.WriteAsync(Start + (5 * Day), Run("a", Start + Day, "40"));
        var reading = await ReadAsync(test, Start + (4 * Day), "215");
        Assert.Equal("-5", Usd.Format(Assert.Single(await BalancesRead.ReadAsync(test.Database, [0], 10)).Drift!.Value));

        await test.WriteAsync(Start + (6 * Day), Run("late", Start + (2 * Day), "5"));
        Assert.Equal(Nanodollars.Zero, Assert.Single(await BalancesRead.ReadAsync(test.Database, [0], 10)).Drift);

        await test.Log.AppendAsync(Start + (6 * Day), new BalanceReadingTakenBack(0, reading));
        Assert.Empty(await BalancesRead.ReadAsync(test.Database, null, 10));
        Assert.Equal(DecisionProblem.NotTakenBack, await test.Log.RefusedAsync(Start + (6 * Day), new BalanceReadingTakenBack(0, reading)));
        Assert.Equal(2, await test.Usage.NumberAsync("SELECT COUNT(*) FROM audit_entry WHERE kind LIKE 'decision:balance-read%'"));
    }

    [Theory, BothDatabases]
    public async Task A_reading_from_the_future_is_refused_and_one_outside_every_programme_has_no_balance_beside_it(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider, standard: 1, premium: 0);
        var refused = await test.Log.AppendAsync([new NewDecision(new BalanceRead(0, Nanodollars.FromUsd(1)), Start + Day + 1, "console")], "test", Start + Day);
        Assert.Equal(DecisionProblem.BadInstant, Assert.IsType<AppendResult.Refused>(refused).Refusals[0].Problem);

        await ReadAsync(test, Start - (40 * Day), "5");
        Assert.Null(Assert.Single(await BalancesRead.ReadAsync(test.Database, null, 10)).Drift);
    }

    private static async Task<long> ReadAsync(PoolTest test, long atMs, string usd) =>
        Assert.IsType<AppendResult.Appended>(await test.Log.AppendAsync([new NewDecision(new BalanceRead(0, Records.Usd(usd)), atMs, "Console, Billing")], "ines@example.org", Start + (30 * Day))).Decisions[0].Sequence;
}
