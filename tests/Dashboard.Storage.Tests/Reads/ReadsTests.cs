using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Microsoft.EntityFrameworkCore;
using static Dashboard.Storage.Tests.Books.BooksTest;

namespace Dashboard.Storage.Tests.Reads;

public sealed class ReadsTests
{
    private static readonly DateOnly November = new(2026, 11, 1);

    [Theory, BothDatabases]
    public async Task The_overview_of_an_empty_database_has_no_figures(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);

        var overview = await OverviewRead.ReadAsync(test.Database);

        Assert.Null(overview.Figures);
        Assert.Empty(overview.NeedDecision);
    }

    [Theory, BothDatabases]
    public async Task The_overview_adds_up_to_the_seats(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.DecideAsync(Start, new SeatAdded(-1, "eve@example.org", "Eve", "pro", null, null, 1, November), new OverageDecided(test.Bob, true));
        await test.Usage.WriteAsync([.. Enumerable.Range(0, 12).Select(i => Use($"a{i}", Start + (i * Day), "10")), Use("b", Start + Day, "104", "bob@example.org"), Use("e", Start + Day, "3", "eve@example.org")]);
        await test.Usage.WriteAsync(Use("x", Noon, "5", null), Records.Message("y", Noon) with { SeatEmail = "ada@example.org" }, Use("z", Noon, "0") with { AuthoritativeCost = null, Model = "unheard-of" });
        await test.Database.Books.RollForwardAsync(Noon);

        var overview = await OverviewRead.ReadAsync(test.Database);

        var figures = overview.Figures!;
        Assert.Equal((OrganisationPeriod.SharedCycle, November, November.AddMonths(1), 3L), (figures.Period, figures.PeriodStart, figures.PeriodEnd, figures.Seats));
        Assert.Equal(("200", "200", "0"), (figures.Allocated.ToString(), figures.Consumed.ToString(), figures.Available.ToString()));
        Assert.Equal(("4", "4", "23"), (figures.Overage.ToString(), figures.PayableOverage.ToString(), figures.Uncovered.ToString()));
        Assert.Equal((1L, "20", "3"), (figures.UnclaimedSeats, figures.UnclaimedAllowance.ToString(), figures.LeftOnTheTable.ToString()));
        Assert.Equal(("5", 1L, Noon), (figures.Unassigned.ToString(), figures.UnpricedEvents, figures.NewestEventMs!.Value));
        Assert.Equal("0.0092625", figures.Unknown.ToString());
        Assert.True(figures.ProjectedOverage >= figures.Overage);
        Assert.Equal(20, overview.Days.Count);
        Assert.Equal(("200", "200", "4", "23", "227"), (overview.Days[^1].Allocated.ToString(), overview.Days[^1].Consumed.ToString(), overview.Days[^1].Overage.ToString(), overview.Days[^1].Uncovered.ToString(), overview.Days[^1].Used.ToString()));
        Assert.Equal(figures.Consumed + figures.Overage + figures.Uncovered, overview.Projection!.Consumed);
        Assert.Equal([SeatState.Exhausted, SeatState.OverageOn], overview.NeedDecision.Select(s => s.State));
        Assert.Equal(2, overview.NeedDecisionCount);
        Assert.Equal("laptop", Assert.Single(overview.Sources).Name);
    }

    [Theory, BothDatabases]
    public async Task Usage_that_goes_on_after_the_credit_is_found_and_one_overshoot_is_not(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.DecideAsync(Start, new SeatAdded(-1, "eve@example.org", "Eve", "max-5x", null, null, 1, November), new SeatAdded(-2, "flo@example.org", "Flo", "max-5x", null, null, 1, November), new CreditClaimed(-1, "agent-sdk-credit"));
        var eve = (await test.Log.CurrentAsync()).SeatOf("eve@example.org")!.Id;
        await test.DecideAsync(Start, new OverageDecided(eve, true, Nanodollars.FromUsd(5)));
        await test.WriteAsync(Use("a", Start + Day, "102"), Use("b", Start + Day, "102.000000001", "bob@example.org"), Use("e", Start + Day, "107.1", "eve@example.org"), Use("f", Start + Day, "300", "flo@example.org"));

        var goesOn = await SeatsRead.PageAsync(test.Database, new SeatsQuery { UsageGoesOn = true, Sort = SeatSort.Email });

        Assert.Equal(["bob@example.org", "eve@example.org"], goesOn.Items.Select(s => s.Email));
        Assert.Equal(2, (await SeatsRead.CountsAsync(test.Database)).UsageGoesOn);
        Assert.False((await SeatRead.ReadAsync(test.Database, "ada@example.org"))!.Line!.UsageGoesOn);
        Assert.True((await SeatRead.ReadAsync(test.Database, "bob@example.org"))!.Line!.UsageGoesOn);

        // Turned on, what was used before says nothing any more; the cap of another seat is still reached.
        await test.DecideAsync(Noon, new OverageDecided(test.Bob, true));
        Assert.Equal(1, (await SeatsRead.CountsAsync(test.Database)).UsageGoesOn);
    }

    [Theory, BothDatabases]
    public async Task The_bases_of_a_look_ahead_are_those_of_the_seats(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "150"), Use("b", Start + Day, "10", "bob@example.org"));

        var bases = await OverageRead.BasesAsync(test.Database, [test.Bob, 999, test.Ada, test.Bob]);

        Assert.Equal([test.Ada, test.Bob], bases.Select(b => b.Line.SeatId));
        Assert.All(bases, b => Assert.Equal(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), b.EndMs));
        Assert.Equal(["150", "10"], bases.Select(b => b.Projection!.Consumed.ToString()));
    }

    [Theory, BothDatabases]
    public async Task The_grid_filters_searches_sorts_and_pages(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.DecideAsync(Noon, [.. Enumerable.Range(1, 30).Select(i => (DecisionBody)new SeatAdded(-i, $"seat_{i:D2}@example.org", $"Name {i}", i % 2 == 0 ? "pro" : "max-5x", i % 3 == 0 ? "Green" : null, null, 1, November))]);
        await test.WriteAsync(Use("a", Start + Day, "150"), Use("b", Start + Day, "10", "bob@example.org"));

        var all = await SeatsRead.PageAsync(test.Database, new SeatsQuery { Limit = 5 });
        var next = await SeatsRead.PageAsync(test.Database, new SeatsQuery { Limit = 30, Offset = 5 });
        var green = await SeatsRead.PageAsync(test.Database, new SeatsQuery { Team = "Green", Plan = "pro", Sort = SeatSort.Email, Descending = true });
        var found = await SeatsRead.PageAsync(test.Database, new SeatsQuery { Text = "SEAT_3" });
        var counts = await SeatsRead.CountsAsync(test.Database);

        Assert.Equal((32, "ada@example.org", SeatState.Exhausted), (all.Total, all.Items[0].Email, all.Items[0].State));
        Assert.Equal(32, all.Items.Concat(next.Items).Select(s => s.SeatId).Distinct().Count());
        Assert.Equal(["seat_30@example.org", "seat_24@example.org", "seat_18@example.org", "seat_12@example.org", "seat_06@example.org"], green.Items.Select(s => s.Email));
        Assert.Equal("seat_30@example.org", Assert.Single(found.Items).Email);
        Assert.Equal((32, 0), (counts.Active, counts.Inactive));
        Assert.Equal([("", 20L), ("Blue", 2L), ("Green", 10L)], counts.Teams);
        Assert.Equal(30, counts.States[SeatState.Unclaimed]);
        foreach (var sort in Enum.GetValues<SeatSort>())
        {
            Assert.Equal(32, (await SeatsRead.PageAsync(test.Database, new SeatsQuery { Sort = sort, Descending = true })).Items.Count);
        }
    }

    [Theory, BothDatabases]
    public async Task A_reader_of_some_teams_or_of_the_own_seat_finds_counts_and_sums_no_other(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.DecideAsync(Noon, [.. Enumerable.Range(1, 9).Select(i => (DecisionBody)new SeatAdded(-i, $"seat_{i}@example.org", "", "pro", i % 3 == 0 ? "Green" : i % 3 == 1 ? "Red' OR 1=1" : null, null, 1, November))]);
        await test.WriteAsync(Use("a", Start + Day, "15"), Use("b", Start + Day, "10", "bob@example.org"));
        var green = new SeatsWithin(["Green", "Red' OR 1=1"], null);
        var own = new SeatsWithin([], "ada@example.org");
        var both = new SeatsWithin(["Green"], "ada@example.org");
        var none = new SeatsWithin([], null);

        Assert.Equal("6 1 4 0", await EachAsync(async w => (await SeatsRead.PageAsync(test.Database, new SeatsQuery { Within = w })).Total));
        Assert.Equal("6 1 4 0", await EachAsync(async w => (await SeatsRead.CountsAsync(test.Database, w)).Active));
        Assert.Equal("6 1 4 0", await EachAsync(async w => (await SeatsRead.TotalsAsync(test.Database, new SeatsQuery { Within = w })).Seats));
        Assert.Equal("0 15 15 0", await EachAsync(async w => (await SeatsRead.TotalsAsync(test.Database, new SeatsQuery { Within = w })).Consumed.Value / Nanodollars.FromUsd(1).Value));
        Assert.Equal("0 0 0 0", await EachAsync(async w => (await SeatsRead.PageAsync(test.Database, new SeatsQuery { Within = w, Text = "bob" })).Total));
        Assert.Equal("0 1 1 0", await EachAsync(async w => (await SeatsRead.PageAsync(test.Database, new SeatsQuery { Within = w, Team = "Blue" })).Total));

        async Task<string> EachAsync(Func<SeatsWithin, Task<long>> read) => $"{await read(green)} {await read(own)} {await read(both)} {await read(none)}";
    }

    [Theory, BothDatabases]
    public async Task A_seat_has_its_series_splits_postings_and_events(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.DecideAsync(Start, new OverageDecided(test.Ada, true, Nanodollars.FromUsd(5)));
        await test.Usage.WriteAsync(Use("old", Start - (3 * Day), "40"), Use("a", Start + Day, "60") with { Project = "site" }, Use("b", Start + (2 * Day), "50.000000001"), Records.Message("c", Noon) with { SeatEmail = "ada@example.org" });
        await test.Database.Books.RollForwardAsync(Noon);

        var seat = (await SeatRead.ReadAsync(test.Database, "ADA@example.org"))!;
        var splits = await SplitsRead.ReadAsync(test.Database, test.Ada, November, November.AddMonths(1));
        var postings = await LedgerRead.PostingsAsync(test.Database, test.Ada, November, Noon);
        var events = await EventsRead.PageAsync(test.Database, test.Ada, November, November.AddMonths(1));

        Assert.Equal([November, new DateOnly(2026, 10, 1)], seat.Cycles);
        Assert.Equal(("100", "5", "5.000000001"), (seat.Cycle!.Flows.Consumed.ToString(), seat.Cycle.Flows.Overage.ToString(), seat.Cycle.Reasons.OverCap.ToString()));
        Assert.Equal(20, seat.Days.Count);
        Assert.Equal(["0", "60", "110.000000001"], seat.Days.Take(3).Select(d => d.Used.ToString()));
        Assert.Equal("100", seat.Days[0].Allocated.ToString());
        Assert.Equal((31, "40"), (seat.LastCycle.Count, seat.LastCycle[^1].ToString()));
        Assert.NotEmpty(seat.Projection!.Path);
        Assert.Equal(new DateOnly(2026, 11, 3), seat.Line!.ExhaustionDate);
        Assert.Equal(splits.Total, new Nanodollars(splits.Tools.Sum(t => t.Cost.Value)));
        Assert.Equal(splits.Total, new Nanodollars(splits.Projects.Sum(t => t.Cost.Value)));
        Assert.Equal(splits.Total, new Nanodollars(splits.Models.Sum(t => t.Cost.Value)));
        Assert.Equal(["sdk-cli", ""], splits.Tools.Select(t => t.Name));
        Assert.Equal([PostingKind.Grant, PostingKind.Draw, PostingKind.Draw, PostingKind.Overage, PostingKind.Uncovered], postings.Select(p => p.Posting.Kind));
        Assert.Equal(["100", "40", "0", "0", "0"], postings.Select(p => p.Available.ToString()));
        Assert.Equal(seat.Cycle.Flows, LedgerFlows.Of(postings.Select(p => p.Posting)));
        Assert.Equal(events[1].Id, postings[^1].EventId);
        Assert.Equal(3, events.Count);
        Assert.Equal("claude-opus-4-8", (await EventsRead.OneAsync(test.Database, events[0].Id))!.Price!.Model);
        Assert.Equal(5, LedgerRead.Group(postings, TimeZoneInfo.Utc).Count);
        Assert.Null(await SeatRead.ReadAsync(test.Database, "nobody@example.org"));
        Assert.Empty((await SeatRead.ReadAsync(test.Database, "ada@example.org", new DateOnly(2020, 1, 1)))!.Days);
        Assert.Equal(3, (await SeatRead.DecisionsAsync(test.Database, test.Ada)).Count);
    }

    [Theory, BothDatabases]
    public async Task The_ledger_adds_up_over_all_its_lines(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "110.000000001"), Use("b", Start + Day, "10", "bob@example.org"));
        await test.Database.Books.RollForwardAsync(Start + (31 * Day));

        var page = await LedgerRead.PageAsync(test.Database, new LedgerQuery { CycleStart = November });
        var month = await LedgerRead.PageAsync(test.Database, new LedgerQuery { Month = new DateOnly(2026, 12, 24), SeatId = test.Bob });
        var cycles = await LedgerRead.CyclesAsync(test.Database);
        var ended = await LedgerRead.PostingsAsync(test.Database, test.Bob, November, Start + (31 * Day));

        Assert.True(page.AddsUp);
        Assert.Equal(("200", "110", "90", "10.000000001"), (page.Totals.Granted.ToString(), page.Totals.Consumed.ToString(), page.Totals.Expired.ToString(), page.Totals.Uncovered.ToString()));
        Assert.Equal(["ada@example.org", "bob@example.org"], page.Rows.Select(r => r.Email));
        Assert.Equal(("100", "Blue", "max-5x"), (Assert.Single(month.Rows).Figures.Flows.Available.ToString(), month.Rows[0].Team, month.Rows[0].Plan));
        Assert.Equal([(new DateOnly(2026, 12, 1), 2L), (November, 2L)], cycles.Select(c => (c.Start, c.Seats)));
        Assert.Equal([PostingKind.Grant, PostingKind.Draw, PostingKind.Expire], ended.Select(p => p.Posting.Kind));
        Assert.Equal("0", ended[^1].Available.ToString());
        Assert.Equal(LedgerFlows.Zero, page.Shadow);
    }

    [Theory, BothDatabases]
    public async Task The_most_urgent_seats_are_read_from_an_index_and_not_sorted(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await using var db = test.Database.CreateDbContext();
        await db.Database.OpenConnectionAsync();
        var isPostgres = provider == DatabaseProvider.Postgres;
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = (isPostgres ? "SET enable_seqscan = off; EXPLAIN " : "EXPLAIN QUERY PLAN ")
            + $"SELECT seat_id, email FROM seat_now WHERE state <= 4 AND active = {(isPostgres ? "true" : "1")} ORDER BY {SeatsRead.Urgency} LIMIT 8";

        var plan = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                plan.Add(reader.GetString(isPostgres ? 0 : 3));
            }
        }

        Assert.Contains(plan, line => line.Contains("ix_seat_now_urgency", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains(isPostgres ? "Sort" : "TEMP B-TREE", StringComparison.Ordinal));
    }
}
