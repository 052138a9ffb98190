using Dashboard.Credits.Money;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Doctor;
using static Dashboard.Storage.Tests.Records;

namespace Dashboard.Storage.Tests;

public sealed class DecisionTests
{
    [Theory, BothDatabases]
    public async Task Assigning_a_source_moves_its_events_from_that_instant_and_a_preview_moves_none(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var (ada, _) = await UsageWriterTests.TwoSeatsAsync(test);
        await test.WriteAsync(Message("a", Noon - Day), Message("b", Noon), Message("c", Noon + Day));
        var before = await test.ContentsAsync();

        var preview = await test.Database.Decisions.AssignSeatAsync(test.SourceId, ada, Noon, "owner", Noon, preview: true);
        Assert.Equal(before, await test.ContentsAsync());
        var moved = await test.Database.Decisions.AssignSeatAsync(test.SourceId, ada, Noon, "owner", Noon, preview: false);

        Assert.Equal(preview.Moves, moved.Moves);
        var move = Assert.Single(moved.Moves);
        Assert.Equal((0, ada, 2, new Nanodollars(18_525_000)), (move.FromSeat, move.ToSeat, move.Events, move.CostAfter));
        Assert.Equal(["0|1|9262500", $"{ada}|2|18525000"], await test.QueryAsync("SELECT seat_id, SUM(events), SUM(cost_nano) FROM rollup_seat_day GROUP BY seat_id"));
        Assert.Empty((await UsageDoctor.CheckAsync(test.Database)).Findings);
    }

    [Theory, BothDatabases]
    public async Task Usage_that_arrives_after_an_assignment_is_the_same_as_usage_that_was_moved(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var (ada, bob) = await UsageWriterTests.TwoSeatsAsync(test);
        var records = Many(200).ToList();
        await test.WriteAsync(records);
        await test.Database.Decisions.AssignSeatAsync(test.SourceId, ada, 0, "owner", Noon, preview: false);
        await test.Database.Decisions.AssignSeatAsync(test.SourceId, bob, Noon + (Day / 4), "owner", Noon, preview: false);
        await test.Database.Decisions.SetPoolDefaultAsync(test.SourceId, Pool.Programmatic, Noon, "owner", Noon, preview: false);
        var moved = await test.ContentsAsync();

        await test.ClearAsync();
        await test.WriteAsync(records);

        Assert.Equal(await test.ContentsAsync(), moved);
        Assert.Empty((await UsageDoctor.CheckAsync(test.Database)).Findings);
    }

    [Theory, BothDatabases]
    public async Task A_pool_default_takes_only_what_no_rule_decides(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await test.WriteAsync(Message("a"), Message("b") with { Entrypoint = "cli" });

        var moved = await test.Database.Decisions.SetPoolDefaultAsync(test.SourceId, Pool.Programmatic, 0, "owner", Noon, preview: false);

        Assert.Equal((Pool.Unknown, Pool.Programmatic, 1), (moved.Moves[0].FromPool, moved.Moves[0].ToPool, moved.Events));
        Assert.Equal(["1|1", "2|1"], await test.QueryAsync("SELECT pool, events FROM rollup_org_day"));
    }

    [Theory, BothDatabases]
    public async Task Usage_that_states_an_email_becomes_the_seats_when_the_seat_is_added(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await test.WriteAsync(Message("a") with { SeatEmail = "Ada@Example.org" }, Message("b") with { SeatEmail = "bob@example.org" });

        var ada = await test.Database.Decisions.AddSeatAsync(" ada@example.org", "Ada", Noon);

        Assert.Equal(["0", $"{ada}"], await test.QueryAsync("SELECT seat_id FROM usage_event"));
        Assert.Equal(ada, await test.Database.Decisions.AddSeatAsync("ADA@example.org", "Ada again", Noon));
        Assert.Empty((await UsageDoctor.CheckAsync(test.Database)).Findings);
    }

    [Theory, BothDatabases]
    public async Task A_known_event_that_names_another_seat_stays_with_the_first(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var ada = await test.Database.Decisions.AddSeatAsync("ada@example.org", "Ada", Noon);
        await test.Database.Decisions.AddSeatAsync("bob@example.org", "Bob", Noon);
        await test.WriteAsync(Message("a") with { SeatEmail = "ada@example.org" });
        var better = Message("a") with { Tokens = Message("a").Tokens with { Output = 5_000 } };

        await test.WriteAsync(better with { SeatEmail = "bob@example.org" });
        await test.WriteAsync(better with { SeatEmail = "nobody@example.org" });

        Assert.Equal([$"{ada}|5000"], await test.QueryAsync("SELECT seat_id, output_tokens FROM usage_event"));
        Assert.Equal(2, await test.NumberAsync("SELECT COUNT(*) FROM issue"));
        Assert.Empty((await UsageDoctor.CheckAsync(test.Database)).Findings);
    }

    [Theory, BothDatabases]
    public async Task Adding_the_missing_price_row_prices_what_was_unpriced(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await test.WriteAsync(Message("a") with { Model = "new-model-20270101" }, Message("b"));
        var row = new PriceRow { Model = "new-model", Prices = new TokenPrices(1_000, 2_000, 0, 0, 0), Source = "owner" };

        var preview = await test.Database.Decisions.AddPriceRowsAsync([row], "owner", Noon, preview: true);
        Assert.Equal(1, await test.NumberAsync("SELECT SUM(unpriced_events) FROM rollup_org_day"));
        await test.Database.Decisions.AddPriceRowsAsync([row], "owner", Noon, preview: false);

        Assert.Equal((1, 1, 0, new Nanodollars(1_200_000)), (preview.Events, preview.Moves[0].UnpricedBefore, preview.Moves[0].UnpricedAfter, preview.Moves[0].CostAfter));
        Assert.Equal(0, await test.NumberAsync("SELECT SUM(unpriced_events) FROM rollup_org_day"));
        Assert.Equal(10_462_500, await test.NumberAsync("SELECT SUM(cost_nano) FROM rollup_org_day"));
        await test.WriteAsync(Message("c") with { Model = "new-model" });
        Assert.Equal(11_662_500, await test.NumberAsync("SELECT SUM(cost_nano) FROM rollup_org_day"));
        Assert.Empty((await UsageDoctor.CheckAsync(test.Database)).Findings);
    }

    [Theory, BothDatabases]
    public async Task Days_are_those_of_the_organisations_zone(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await test.WriteAsync(Message("a", Noon + (Day / 2) - 1), Message("b", Noon + (Day / 2)));
        Assert.Equal(2, await test.NumberAsync("SELECT COUNT(*) FROM rollup_org_day"));

        await test.Database.Decisions.SetOrganisationAsync("Example", "Europe/Berlin", Ratio.One);

        Assert.Equal(1, await test.NumberAsync("SELECT COUNT(*) FROM rollup_org_day"));
        Assert.Empty((await UsageDoctor.CheckAsync(test.Database)).Findings);
    }

    [Theory, BothDatabases]
    public async Task The_contract_multiplies_rated_and_reported_cost_alike(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await test.WriteAsync(Message("a"), Message("b") with { AuthoritativeCost = Usd("1") });

        await test.Database.Decisions.SetOrganisationAsync("Example", "UTC", new Ratio(9, 10));

        Assert.Equal(["8336250", "900000000"], await test.QueryAsync("SELECT cost_nano FROM usage_event"));
        Assert.Empty((await UsageDoctor.CheckAsync(test.Database)).Findings);
    }

    [Theory, BothDatabases]
    public async Task Changed_seats_are_marked_with_the_earliest_instant_for_whoever_derives_their_accounts(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        var (ada, _) = await UsageWriterTests.TwoSeatsAsync(test);
        await test.Database.Decisions.AssignSeatAsync(test.SourceId, ada, 0, "owner", Noon, preview: false);
        await test.Database.Books.CatchUpAsync(Noon);

        await test.WriteAsync(Message("a", Noon + Day));
        await test.WriteAsync(Message("b", Noon));
        await test.WriteAsync(Message("b", Noon));

        Assert.Equal([$"{ada}|{Noon}|2"], await test.QueryAsync("SELECT seat_id, from_ms, version FROM touched_seat"));
    }
}
