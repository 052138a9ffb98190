using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using static Dashboard.Storage.Tests.Programmes.PoolTest;

namespace Dashboard.Storage.Tests.Programmes;

public sealed class PooledProgrammeTests
{
    private static readonly DateOnly November = new(2026, 11, 1);
    private static readonly DateOnly December = new(2026, 12, 1);

    [Theory, BothDatabases]
    public async Task Three_standard_and_two_premium_seats_give_260_and_one_more_premium_360_from_the_next_cycle(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider, standard: 3, premium: 2);
        await test.Database.Books.RollForwardAsync(Start + Day);
        Assert.Equal("260 0 0 0 0", await test.CycleAsync(November));

        var added = await test.Log.AppendAsync(Start + (9 * Day), Seat(-1, "late@example.org", "team-premium", new DateOnly(2026, 11, 10)));
        var late = ((SeatAdded)added.Decisions[0].Body).SeatId;
        await test.WriteAsync(Start + (12 * Day), Run("r", Start + (11 * Day), "5", "late@example.org"));

        Assert.Equal("260 5 0 0 0", await test.CycleAsync(November));
        Assert.Equal("0 5 0 0 0", await test.CycleAsync(November, late));
        Assert.Equal("100 0 0 0 0", await test.CycleAsync(November, await test.IdOfAsync("premium1@example.org")));

        await test.Database.Books.RollForwardAsync(Start + (31 * Day));
        Assert.Equal(("260 5 0 0 255", "360 0 0 0 0"), (await test.CycleAsync(November), await test.CycleAsync(December)));
        Assert.Equal("100 0 0 0 0", await test.CycleAsync(December, late));
    }

    [Theory, BothDatabases]
    public async Task Ten_premium_seats_reach_the_cap_and_share_it_50_each(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider, standard: 0, premium: 10);
        await test.Database.Books.RollForwardAsync(Start + Day);

        Assert.Equal("500 0 0 0 0", await test.CycleAsync(November));
        for (var i = 1; i <= 10; i++)
        {
            Assert.Equal("50 0 0 0 0", await test.CycleAsync(November, await test.IdOfAsync($"premium{i}@example.org")));
        }
    }

    [Theory, BothDatabases]
    public async Task The_payment_day_moves_the_cycles_of_the_shared_account_and_of_nobody_else(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider, standard: 3, premium: 2);
        await test.Log.AppendAsync(Start + (14 * Day), new PoolAnchorSet(15));
        await test.WriteAsync(Start + (20 * Day), Run("before", Start + (10 * Day), "30"), Run("after", Start + (16 * Day), "40"));

        Assert.Equal(("260 30 0 0 230", "260 40 0 0 0"), (await test.CycleAsync(November), await test.CycleAsync(new DateOnly(2026, 11, 15))));
        var line = (await SeatRead.ReadAsync(test.Database, "standard1@example.org"))!.Line!;
        Assert.Equal((new DateOnly(2026, 11, 15), new DateOnly(2026, 12, 15), true), (line.CycleStart, line.CycleEnd, line.IsShared));
        Assert.Equal(new DateOnly(2026, 12, 15), (await OverviewRead.FiguresAsync(test.Database))!.Pool!.CycleEnd);
    }

    [Theory, BothDatabases]
    public async Task Who_pays_and_what_launched_it_decide_whether_the_pool_covers_a_run(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider, standard: 3, premium: 2);
        (string Entrypoint, string? App, bool Covered)[] runs =
        [
            ("sdk-cli", "console-key", true), ("sdk-ts", "console-key", true), ("sdk-py", "console-key", true),
            ("cli", "console-key", false), ("claude-vscode", "console-key", false), ("claude-desktop", "console-key", false), ("claude-code-github-action", "console-key", false),
            ("sdk-cli", "other-key", false), ("sdk-cli", "plan-login", false), ("sdk-cli", null, false), ("never-heard-of", "console-key", false),
        ];
        await test.WriteAsync(Start + (5 * Day), [.. runs.Select((r, i) => Run($"r{i}", Start + (2 * Day) + i, "1", entrypoint: r.Entrypoint, app: r.App))]);

        Assert.Equal("260 3 0 0 0", await test.CycleAsync(November));
        foreach (var (run, i) in runs.Select((r, i) => (r, i)))
        {
            Assert.Equal(run.Covered, (await LedgerRead.PostingsAsync(test.Database, 0, November, Start + (5 * Day))).Any(p => p.Posting.Event is not null && p.Posting.EffectiveAtMs == Start + (2 * Day) + i));
        }
    }

    [Theory, BothDatabases]
    public async Task A_rule_about_payers_moves_what_is_covered_and_taking_it_back_leaves_the_ledger_as_before(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider, standard: 3, premium: 2);
        await test.WriteAsync(Start + (5 * Day), Run("a", Start + Day, "7", app: "laptop"), Run("b", Start + (2 * Day), "11"));
        var (before, rules) = (await test.CycleAsync(November), (await test.Log.CurrentAsync()).PayerRules);

        await test.Log.AppendAsync(Start + (5 * Day), new PayerRulesSet(new PayerRules([.. rules.Rules, new PayerRule { Payer = Payers.LinkedConsole, Entrypoint = "sdk-*" }])));
        await test.Database.Books.CatchUpAsync(Start + (5 * Day));
        Assert.Equal("260 18 0 0 0", await test.CycleAsync(November));

        await test.Log.AppendAsync(Start + (5 * Day), new PayerRulesSet(rules));
        await test.Database.Books.CatchUpAsync(Start + (5 * Day));
        Assert.Equal(before, await test.CycleAsync(November));
    }

    [Theory, BothDatabases]
    public async Task A_seat_past_its_share_is_not_exhausted_and_all_are_when_the_shared_account_is(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider, standard: 3, premium: 2);
        await test.WriteAsync(Start + (5 * Day), Run("a", Start + (4 * Day), "30"));
        Assert.DoesNotContain((await test.StatesAsync()).Values, s => s is SeatState.Exhausted or SeatState.OverageOn);

        await test.WriteAsync(Start + (6 * Day), Run("b", Start + (5 * Day), "240"));
        Assert.All((await test.StatesAsync()).Values, s => Assert.Equal(SeatState.Exhausted, s));
        var pool = (await OverviewRead.FiguresAsync(test.Database))!.Pool!;
        Assert.Equal((260_00, 0, 10_00, 5), (pool.Consumed.Value / Nanodollars.PerCent, pool.Available.Value, pool.Uncovered.Value / Nanodollars.PerCent, pool.Seats));
        Assert.Equal(Nanodollars.Zero, pool.Expiring);
    }

    [Theory, BothDatabases]
    public async Task The_organisations_figures_hold_the_shared_account_once(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider, standard: 3, premium: 2);
        var ada = await test.IdOfAsync("standard1@example.org");
        await test.Log.AppendAsync(Start + Day, new OverageDecided(ada, true, Nanodollars.FromUsd(5)));
        await test.WriteAsync(Start + (6 * Day), Run("a", Start + (2 * Day), "250"), Run("b", Start + (3 * Day), "12"), Run("c", Start + (4 * Day), "9", "premium1@example.org"), Run("none", Start + (5 * Day), "2", email: null));

        var figures = (await OverviewRead.FiguresAsync(test.Database))!;
        Assert.Equal((260L, 260L, 2L, 11L, 0L), (Usd(figures.Allocated), Usd(figures.Consumed), Usd(figures.Overage), Usd(figures.Uncovered), Usd(figures.Unassigned)));
        Assert.Equal("260 260 2 11 0", await test.CycleAsync(November));
        Assert.Empty((await BooksDoctor.CheckAsync(test.Database, Start + (6 * Day))).Findings);

        static long Usd(Nanodollars amount) => amount.Value / Nanodollars.PerUsd;
    }

    [Theory, BothDatabases]
    public async Task Until_the_organisation_claims_the_shared_account_has_no_grant_and_says_what_it_is_missing(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider, standard: 3, premium: 2, claimed: false);
        await test.WriteAsync(Start + (3 * Day), Run("a", Start + Day, "40"));
        var figures = (await OverviewRead.FiguresAsync(test.Database))!;
        Assert.Equal((260L, 40L, 5L), (figures.UnclaimedAllowance.Value / Nanodollars.PerUsd, figures.LeftOnTheTable.Value / Nanodollars.PerUsd, figures.UnclaimedSeats));

        await test.Log.AppendAsync(Start + (4 * Day), new CreditClaimed(Organisation.PoolAccount, "monthly-api-credits"));
        await test.WriteAsync(Start + (6 * Day), Run("b", Start + (5 * Day), "15"));

        Assert.Equal("260 15 0 40 0", await test.CycleAsync(November));
    }

    [Theory, BothDatabases]
    public async Task Stages_run_on_the_shared_account_by_its_own_projection_also_beside_seats_with_their_own_credit(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider, standard: 3, premium: 2);
        var max = await test.Log.AppendAsync(Start, Seat(-1, "max@example.org", "max-20x", new DateOnly(2026, 11, 1)));
        await test.Log.AppendAsync(Start, new CreditClaimed(((SeatAdded)max.Decisions[0].Body).SeatId, "monthly-api-credits"));
        await test.Database.Books.RollForwardAsync(Start + 1);
        await test.Database.Runbook.EvaluateAsync(Start + 1);
        await test.WriteAsync(Start + (12 * Day) + 1, [.. Enumerable.Range(0, 12).Select(i => Run($"a{i}", Start + (i * Day) + 7, "18"))]);

        await test.Database.Runbook.EvaluateAsync(Start + (12 * Day) + 2);

        Assert.Equal(["0|at-80", "0|projected-50"], await test.Usage.QueryAsync("SELECT account_id, stage_id FROM stage_crossing"));
    }

    [Theory, BothDatabases]
    public async Task Shadow_is_the_same_arithmetic_and_payable_to_nobody_and_off_grants_nothing_from_the_next_cycle(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider, standard: 3, premium: 2, mode: ProgrammeMode.Shadow);
        await test.Log.AppendAsync(Start, [.. (await test.Log.CurrentAsync()).Seats.Keys.Select(id => new OverageDecided(id, true, Nanodollars.FromUsd(100)))]);
        await test.WriteAsync(Start + (3 * Day), Run("a", Start + Day, "300"));
        var figures = (await OverviewRead.FiguresAsync(test.Database))!;
        Assert.Equal((40L, 0L, CycleKind.Shadow), (figures.Overage.Value / Nanodollars.PerUsd, figures.PayableOverage.Value, figures.Pool!.Kind));

        await test.Log.AppendAsync(Start + (4 * Day), new ProgrammeChosen("monthly-api-credits", ProgrammeMode.Off));
        await test.WriteAsync(Start + (32 * Day), Run("b", Start + (31 * Day), "15"));

        Assert.Equal("260 260 40 0 0", await test.CycleAsync(November));
        Assert.NotEqual("260", (await test.CycleAsync(December)).Split(' ')[0]);
    }
}

file static class PoolTestStates
{
    public static async Task<Dictionary<int, SeatState>> StatesAsync(this PoolTest test) =>
        (await SeatsRead.PageAsync(test.Database, new SeatsQuery())).Items.ToDictionary(s => s.SeatId, s => s.State);
}
