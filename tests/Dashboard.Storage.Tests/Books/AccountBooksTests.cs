using Dashboard.Storage.Books;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;
using static Dashboard.Storage.Tests.Books.BooksTest;

namespace Dashboard.Storage.Tests.Books;

public sealed class AccountBooksTests
{
    private const long Usd = Nanodollars.PerUsd;

    [Theory, BothDatabases]
    public async Task Usage_draws_credit_and_the_rest_is_uncovered(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);

        await test.WriteAsync(Use("a", Start + Day, "60"), Use("b", Start + (2 * Day), "50.000000001"));

        Assert.Equal($"{100 * Usd}|{100 * Usd}|0|0|{(10 * Usd) + 1}", await test.CycleAsync(test.Ada));
        Assert.Equal($"{100 * Usd}|0|{100 * Usd}|0|0", await test.CycleAsync(test.Bob));
        Assert.Equal(0, await test.Usage.NumberAsync("SELECT COUNT(*) FROM touched_seat"));
        Assert.Equal((200 * Usd) + 0, await test.Usage.NumberAsync("SELECT SUM(granted) FROM books_day"));
    }

    [Theory, BothDatabases]
    public async Task Late_usage_gives_the_same_books_bit_for_bit_as_a_replay_from_the_start(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Database.Books.RollForwardAsync(Noon);
        await test.DecideAsync(Start + (3 * Day), new OverageDecided(test.Ada, true, Nanodollars.FromUsd(5)));
        for (var i = 19; i >= 0; i--)
        {
            await test.WriteAsync(Use($"late-{i}", Start + (i * Day) + 7, "7.5"), Use($"bob-{i}", Start + (i * Day) + 7, "3.123456789", "bob@example.org"));
        }

        var stepwise = await test.ContentsAsync();
        await test.Database.Books.RebuildAsync(Noon);

        Assert.Equal(stepwise, await test.ContentsAsync());
        Assert.Equal($"{100 * Usd}|{100 * Usd}|0|{5 * Usd}|{45 * Usd}", await test.CycleAsync(test.Ada));
    }

    [Theory, BothDatabases]
    public async Task A_snapshot_that_fits_no_more_costs_a_longer_replay_and_not_the_account(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await test.DecideAsync(BooksTest.Start, new SeatAdded(-1, "eve@example.org", "Eve", "max-5x", null, null, 15, new DateOnly(2026, 1, 1)));
        var eve = (await test.Log.CurrentAsync()).SeatOf("eve@example.org")!.Id;
        await test.WriteAsync(BooksTest.Use("a", BooksTest.Start + (15 * BooksTest.Day), "40"), BooksTest.Use("e", BooksTest.Start + (15 * BooksTest.Day), "7", "eve@example.org"));
        await test.Usage.QueryAsync($"UPDATE account_day SET at_ms = o.at_ms, state = o.state FROM account_day o WHERE o.account_id = {eve} AND o.state IS NOT NULL AND account_day.account_id = {test.Ada} AND account_day.state IS NOT NULL AND o.day = account_day.day");

        await test.WriteAsync(BooksTest.Use("b", BooksTest.Start + (17 * BooksTest.Day), "5"));

        Assert.StartsWith("100000000000|45000000000|55000000000|", await test.CycleAsync(test.Ada), StringComparison.Ordinal);
        Assert.Empty((await BooksDoctor.CheckAsync(test.Database, BooksTest.Noon)).Findings);
    }

    [Theory, BothDatabases]
    public async Task Without_its_snapshots_an_account_comes_out_the_same(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.WriteAsync([.. Enumerable.Range(0, 15).Select(i => Use($"a{i}", Start + (i * Day), "4.2"))]);
        Assert.True(await test.Usage.NumberAsync("SELECT COUNT(*) FROM account_day WHERE state IS NOT NULL") > 10);
        var late = Use("late", Start + (12 * Day) + 5, "1");
        await test.WriteAsync(late);
        var withSnapshots = await test.ContentsAsync();

        await test.Usage.QueryAsync("UPDATE account_day SET state = NULL, at_ms = NULL");
        await test.WriteAsync(late with { Tokens = late.Tokens with { Output = 200 } });

        Assert.Equal(withSnapshots, await test.ContentsAsync());
    }

    [Theory, BothDatabases]
    public async Task Moving_usage_to_another_seat_and_back_leaves_the_ledger_as_if_it_never_moved(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.DecideAsync(Start, new SourceSeatSet(test.Usage.SourceId, test.Ada));
        await test.WriteAsync([.. Enumerable.Range(0, 10).Select(i => Use($"a{i}", Start + (i * Day), "12", null))]);
        var before = await test.ContentsAsync();

        await test.DecideAsync(Noon, new SeatRenamed(test.Bob, "Bob"));
        Assert.IsType<AppendResult.Appended>(await test.Log.AppendAsync([new NewDecision(new SourceSeatSet(test.Usage.SourceId, test.Bob), Start)], "test", Noon));
        await test.Database.Books.CatchUpAsync(Noon);
        Assert.Equal($"{100 * Usd}|{100 * Usd}|0|0|{20 * Usd}", await test.CycleAsync(test.Bob));
        Assert.Equal($"{100 * Usd}|0|{100 * Usd}|0|0", await test.CycleAsync(test.Ada));
        await test.Log.AppendAsync([new NewDecision(new SourceSeatSet(test.Usage.SourceId, test.Ada), Start)], "test", Noon);
        await test.Database.Books.CatchUpAsync(Noon);

        Assert.Equal(before, await test.ContentsAsync());
    }

    [Theory, BothDatabases]
    public async Task An_anchor_set_before_the_first_day_of_a_seat_moves_the_cycles_of_its_earlier_usage_too(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.DecideAsync(Start, new SeatAdded(-1, "eve@example.org", "Eve", "max-5x", null, null, 1, new DateOnly(2027, 3, 1)));
        var eve = (await test.Log.CurrentAsync()).SeatOf("eve@example.org")!.Id;
        await test.WriteAsync(Use("early", Start - (40 * Day), "3", "eve@example.org"), Use("later", Start - (20 * Day), "4", "eve@example.org"));

        await test.DecideAsync(Noon, new SeatAnchorChanged(eve, 15));
        var stepwise = await test.ContentsAsync();
        await test.Database.Books.RebuildAsync(Noon);

        Assert.Equal(stepwise, await test.ContentsAsync());
        Assert.Equal(0, await test.Usage.NumberAsync("SELECT COUNT(*) FROM touched_seat"));
    }

    [Theory, BothDatabases]
    public async Task A_claim_dated_back_grants_from_its_instant(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.DecideAsync(Start, new SeatAdded(-1, "eve@example.org", "Eve", "pro", null, null, 1, new DateOnly(2026, 11, 1)));
        var eve = (await test.Log.CurrentAsync()).SeatOf("eve@example.org")!.Id;
        await test.WriteAsync(Use("e1", Start + Day, "3", "eve@example.org"), Use("e2", Start + (5 * Day), "4", "eve@example.org"));
        Assert.Equal($"0|0|0|0|{7 * Usd}", await test.CycleAsync(eve));
        Assert.Equal($"{(int)SeatCycleState.Unclaimed}|{20 * Usd}|{7 * Usd}", (await test.Usage.QueryAsync($"SELECT cycle_state, allowance, left_on_the_table FROM seat_now WHERE seat_id = {eve}")).Single());

        await test.Log.AppendAsync([new NewDecision(new CreditClaimed(eve, "agent-sdk-credit"), Start + (2 * Day))], "test", Noon);
        await test.Database.Books.CatchUpAsync(Noon);

        Assert.Equal($"{20 * Usd}|{4 * Usd}|{16 * Usd}|0|{3 * Usd}", await test.CycleAsync(eve));
    }

    [Theory, BothDatabases]
    public async Task A_void_and_an_adjustment_are_in_the_books(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "10"));

        await test.DecideAsync(Noon, new GrantVoided(test.Ada, Nanodollars.FromUsd(30)), new LedgerAdjusted(test.Ada, LedgerMove.Overage, false, Nanodollars.FromUsd(2)));

        Assert.Equal($"{100 * Usd}|{10 * Usd}|{60 * Usd}|{2 * Usd}|0", await test.CycleAsync(test.Ada));
        var stepwise = await test.ContentsAsync();
        await test.Database.Books.RebuildAsync(Noon);
        Assert.Equal(stepwise, await test.ContentsAsync());
    }

    [Theory, BothDatabases]
    public async Task Time_alone_ends_a_cycle_and_opens_the_next_once(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "10"));
        await test.Database.Books.RollForwardAsync(Noon);
        const long December = Start + (30 * Day);

        await test.Database.Books.RollForwardAsync(December);
        var once = await test.ContentsAsync();
        var again = await test.Database.Books.RollForwardAsync(December);

        Assert.Equal(0, again);
        Assert.Equal(once, await test.ContentsAsync());
        Assert.Equal($"{100 * Usd}|{10 * Usd}|0|0|0", await test.CycleAsync(test.Ada));
        Assert.Equal($"{100 * Usd}|0|{100 * Usd}|0|0", await test.CycleAsync(test.Ada, "12"));
        Assert.Equal(190 * Usd, await test.Usage.NumberAsync("SELECT SUM(expired) FROM books_day"));
        await test.Database.Books.RebuildAsync(December);
        Assert.Equal(once, await test.ContentsAsync());
    }

    [Theory, BothDatabases]
    public async Task A_decision_dated_ahead_takes_effect_when_its_instant_comes(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Log.AppendAsync(Start, new SeatAdded(-1, "eve@example.org", "Eve", "pro", null, null, 1, new DateOnly(2026, 11, 1)));
        var eve = (await test.Log.CurrentAsync()).SeatOf("eve@example.org")!.Id;
        await test.Log.AppendAsync([new NewDecision(new CreditClaimed(eve, "agent-sdk-credit"), Noon + 1_000)], "test", Noon);
        await test.Database.Books.RollForwardAsync(Noon);
        Assert.StartsWith("0|", await test.CycleAsync(eve), StringComparison.Ordinal);

        await test.Database.Books.RollForwardAsync(Noon + 2_000);

        Assert.StartsWith($"{20 * Usd}|", await test.CycleAsync(eve), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_process_that_died_before_it_derived_is_caught_up_by_the_next(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Database.Books.CatchUpAsync(Noon);
        await test.Usage.WriteAsync(Use("a", Start + Day, "10"));
        await test.Usage.At.ReopenAsync();

        await test.Database.Books.RollForwardAsync(Noon);

        Assert.Equal($"{100 * Usd}|{10 * Usd}|{90 * Usd}|0|0", await test.CycleAsync(test.Ada));
    }

    [Theory, BothDatabases]
    public async Task Decisions_usage_and_derivation_at_once_end_in_the_same_books(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);

        await test.Database.Books.RollForwardAsync(Noon);
        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => (i % 3) switch
        {
            0 => (Task)test.Usage.WriteAsync(Use($"a{i}", Start + (i * Day / 2), "9"), Use($"b{i}", Start + (i * Day / 2), "1", "bob@example.org")),
            1 => test.Log.AppendAsync(Noon + i, new OverageDecided(test.Ada, i % 2 == 0), new SeatTeamChanged(test.Bob, $"Team {i}")),
            _ => test.Database.Books.CatchUpAsync(Noon),
        }));
        await test.Database.Books.CatchUpAsync(Noon);

        var stepwise = await test.ContentsAsync();
        await test.Database.Books.RebuildAsync(Noon);
        Assert.Equal(stepwise, await test.ContentsAsync());
    }

    [Theory, BothDatabases]
    public async Task A_shadow_programme_posts_but_owes_nothing_and_an_off_one_posts_nothing(DatabaseProvider provider)
    {
        await using var shadow = await CreateAsync(provider, mode: ProgrammeMode.Shadow);
        await shadow.DecideAsync(Start, new OverageDecided(shadow.Ada, true));
        await shadow.WriteAsync(Use("a", Start + Day, "110"));
        await using var off = await CreateAsync(provider, mode: ProgrammeMode.Off);
        await off.WriteAsync(Use("a", Start + Day, "110"));

        Assert.Equal($"{100 * Usd}|{100 * Usd}|0|{10 * Usd}|0", await shadow.CycleAsync(shadow.Ada));
        Assert.Equal("0|0|0|0|0", await off.CycleAsync(off.Ada));
        Assert.Equal(110 * Usd, await off.Usage.NumberAsync("SELECT SUM(covered) FROM books_day"));
    }

    [Theory, BothDatabases]
    public async Task History_before_the_books_posts_nothing_and_is_still_seen(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);

        await test.WriteAsync(Use("old", Start - (10 * Day), "500"), Use("a", Start + Day, "10"));

        Assert.Equal("0|0|0|0|0", await test.CycleAsync(test.Ada, "10"));
        Assert.Equal(500 * Usd, await test.Usage.NumberAsync($"SELECT covered FROM seat_cycle WHERE seat_id = {test.Ada} AND kind = 0"));
        Assert.Equal($"{100 * Usd}|{10 * Usd}|{90 * Usd}|0|0", await test.CycleAsync(test.Ada));
    }

    [Theory, BothDatabases]
    public async Task A_new_name_is_a_decision_that_touches_no_account(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Database.Books.RollForwardAsync(Noon);
        var before = await test.ContentsAsync();

        await test.Log.AppendAsync(Noon, new OrganisationRenamed("Example Systems"));

        Assert.Equal(0, await test.Database.Books.CatchUpAsync(Noon));
        Assert.Equal(before, await test.ContentsAsync());
        Assert.Equal("Example Systems", (await test.Log.CurrentAsync()).Name);
        Assert.Equal(["Example Systems"], await test.Usage.QueryAsync("SELECT name FROM organisation"));
        Assert.Equal(DecisionProblem.BadText, await test.Log.RefusedAsync(Noon, new OrganisationRenamed(" ")));
    }

    [Theory, BothDatabases]
    public async Task Seats_of_a_shared_account_draw_from_one_balance(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Log.AppendAsync(Start + 1, new SeatPlanChanged(test.Ada, "team-standard"), new SeatPlanChanged(test.Bob, "team-premium"));
        await test.Log.AppendAsync([new NewDecision(new ProgrammeChosen("monthly-api-credits", ProgrammeMode.Enforced), Start + 2), new NewDecision(new CreditClaimed(0, "monthly-api-credits"), Start + 3)], "test", Noon);
        const long December = Start + (30 * Day);
        await test.Usage.WriteAsync([
            Use("a", December + Day, "50") with { Entrypoint = "key" },
            Use("b", December + (2 * Day), "60", "bob@example.org") with { Entrypoint = "key" },
            Use("c", December + (3 * Day), "15", null) with { Entrypoint = "key" }]);
        await test.Log.AppendAsync(Noon, new PoolRulesChanged(new PoolRules([new PoolRule { Entrypoint = "key", Pool = Pool.ApiKey }])));

        await test.Database.Books.RollForwardAsync(December + (4 * Day));

        Assert.Equal($"{120 * Usd}|{120 * Usd}|0|0|{5 * Usd}", await test.CycleAsync(0, "12"));
        Assert.Contains($"{20 * Usd}|{50 * Usd}|", await test.CycleAsync(test.Ada, "12"), StringComparison.Ordinal);
        Assert.Equal(125 * Usd, await test.Usage.NumberAsync("SELECT SUM(covered) FROM share_day"));
        var stepwise = await test.ContentsAsync();
        await test.Database.Books.RebuildAsync(December + (4 * Day));
        Assert.Equal(stepwise, await test.ContentsAsync());
    }
}
