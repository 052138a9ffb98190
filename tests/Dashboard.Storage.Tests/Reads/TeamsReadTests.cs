using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using static Dashboard.Storage.Tests.Books.BooksTest;

namespace Dashboard.Storage.Tests.Reads;

public sealed class TeamsReadTests
{
    [Theory, BothDatabases]
    public async Task Teams_with_no_team_and_unassigned_usage_add_up_to_the_organisation(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.DecideAsync(Start, new SeatAdded(-1, "eve@example.org", "Eve", "pro", null, "10", 1, new DateOnly(2026, 11, 1)), new OverageDecided(test.Bob, true), new TeamCreated("Empty"));
        await test.WriteAsync(
            Use("a", Start + Day, "10"), Use("b", Start + Day, "104", "bob@example.org"), Use("e", Start + Day, "3", "eve@example.org"), Use("x", Noon, "5", null));

        foreach (var grouping in Enum.GetValues<TeamGrouping>())
        {
            var data = await TeamsRead.ReadAsync(test.Database, grouping, Noon);
            var figures = data.Figures!;

            Assert.Equal(figures.Consumed + figures.Overage + figures.Uncovered + figures.Unassigned, Sum(data, r => r.Used) + data.SharedUsed + figures.Unassigned);
            Assert.Equal(figures.Allocated, Sum(data, r => r.Allocated) + data.SharedAllocated);
            Assert.Equal(figures.Overage, Sum(data, r => r.Overage) + data.SharedOverage);
            Assert.Equal(figures.Seats, data.Rows.Sum(r => r.Seats));
        }

        var teams = await TeamsRead.ReadAsync(test.Database, TeamGrouping.Team, Noon);
        Assert.Equal([("Blue", 2L, "114"), ("Empty", 0, "0"), (null, 1, "3")], teams.Rows.Select(r => (r.Name, r.Seats, r.Used.ToString())));
        Assert.Equal(["10"], teams.Rows[^1].Others);
    }

    [Theory, BothDatabases]
    public async Task Usage_stays_with_the_team_that_the_seat_was_in_when_the_day_began(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.DecideAsync(Start + (5 * Day) + 1000, new SeatTeamChanged(test.Ada, "Red"));
        await test.WriteAsync(Use("a", Start + Day, "10"), Use("b", Start + (5 * Day) + 5000, "7"), Use("c", Start + (6 * Day), "4"));

        var data = await TeamsRead.ReadAsync(test.Database, TeamGrouping.Team, Noon);

        Assert.Equal([("Blue", 1L, "17"), ("Red", 1, "4")], data.Rows.Select(r => (r.Name!, r.Seats, r.Used.ToString())));
        Assert.Equal(data.Figures!.Allocated, Sum(data, r => r.Allocated));
    }

    [Theory, BothDatabases]
    public async Task Usage_of_the_shared_account_without_a_seat_counts_once_and_its_overage_is_the_organisations(DatabaseProvider provider)
    {
        await using var test = await CreateAsync(provider);
        await test.Log.AppendAsync(Start + 1, new SeatPlanChanged(test.Ada, "team-standard"), new SeatPlanChanged(test.Bob, "team-standard"));
        await test.Log.AppendAsync(
            [
                new NewDecision(new ProgrammeChosen("monthly-api-credits", ProgrammeMode.Enforced), Start + 2),
                new NewDecision(new CreditClaimed(0, "monthly-api-credits"), Start + 3),
                new NewDecision(new OverageDecided(0, true, Records.Usd("15")), NewDecision.WhenBooked, "test"),
                new NewDecision(new OverageDecided(test.Ada, true), NewDecision.WhenBooked, "test"),
                new NewDecision(new PoolRulesChanged(new PoolRules([new PoolRule { Entrypoint = "key", Pool = Pool.ApiKey }])), Noon)],
            "test",
            Noon);
        const long December = Start + (30 * Day);
        const long Now = December + (5 * Day);
        await test.Usage.WriteAsync([
            Use("a", December + 1, "20") with { Entrypoint = "key" },
            Use("n", December + Day, "30", null) with { Entrypoint = "key" },
            Use("b", December + (2 * Day), "5") with { Entrypoint = "key" },
            Use("m", December + (3 * Day), "12", null) with { Entrypoint = "key" },
            Use("x", December + (4 * Day), "3", null) with { Entrypoint = "else" }]);

        await test.Database.Books.RollForwardAsync(Now);

        var data = await TeamsRead.ReadAsync(test.Database, TeamGrouping.Team, Now);
        var figures = data.Figures!;
        Assert.Equal(("40", "20", "20", "7", "3"), (figures.Consumed.ToString(), figures.Overage.ToString(), figures.PayableOverage.ToString(), figures.Uncovered.ToString(), figures.Unassigned.ToString()));
        Assert.Equal(figures.Overage, Sum(data, r => r.Overage) + data.SharedOverage);
        Assert.Equal(figures.Consumed + figures.Overage + figures.Uncovered, Sum(data, r => r.Used) + data.SharedUsed);
        Assert.True(figures.ProjectedOverage >= figures.Overage);
        Assert.Equal("3", (await UnpostedRead.ReadAsync(test.Database, new DateOnly(2026, 12, 1), new DateOnly(2027, 1, 1))).Unassigned.ToString());
    }

    private static Nanodollars Sum(TeamsData data, Func<TeamSums, Nanodollars> amount) => data.Rows.Aggregate(Nanodollars.Zero, (sum, r) => sum + amount(r));
}
