using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;

namespace Dashboard.Storage.Tests.Decisions;

public sealed class TeamTests
{
    private const long Noon = Records.Noon;
    private const long Day = 86_400_000;
    private static readonly DateOnly Start = new(2026, 11, 1);

    [Theory, BothDatabases]
    public async Task A_renamed_team_has_its_new_name_in_the_past_too(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var log = test.Database.Decisions;
        await log.CreateOrganisationAsync();
        await log.AppendAsync(
            Noon,
            Seat(-1, "ada@example.org", "Blue"),
            Seat(-2, "bob@example.org", "Red"),
            new RoleGranted("ada@example.org", Role.Owner),
            new RoleGranted("ada@example.org", Role.TeamAdmin, "Blue"),
            new AllowanceSet("internal-budget", new AllowanceRow { Target = AllowanceTarget.Team, Key = "Blue", Amount = Nanodollars.FromUsd(30), EffectiveFrom = Start, Source = "us" }));
        Assert.IsType<AppendResult.Appended>(await log.AppendAsync([new NewDecision(new SeatTeamChanged(1, "Red"), Noon + Day)], "test", Noon));

        await log.AppendAsync(Noon, new TeamRenamed("Blue", "Azure"));
        await test.Database.Books.CatchUpAsync(Noon);

        var again = await new DecisionLog(test.Database).CurrentAsync();
        Assert.Equal(["Azure", "Red"], again.Teams);
        Assert.Equal("Azure", again.Seats[1].Team.At(Noon));
        Assert.Equal("Red", again.Seats[1].Team.At(Noon + Day));
        Assert.Contains(new RoleGrant(Role.TeamAdmin, "Azure"), again.RolesOf("ada@example.org"));
        Assert.Equal("us", again.Rules.ProgrammeOf("internal-budget").AllowanceAt(Noon + 1, TimeZoneInfo.Utc, "pro", "Azure", null)!.Source);
        Assert.Equal([("Azure", 1L), ("Red", 1L)], (await SeatsRead.CountsAsync(test.Database)).Teams);
    }

    [Theory, BothDatabases]
    public async Task A_name_that_was_given_away_is_another_team_when_it_is_used_again(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var log = test.Database.Decisions;
        await log.CreateOrganisationAsync();
        await log.AppendAsync(Noon, Seat(-1, "ada@example.org", "Blue"), new TeamRenamed("Blue", "Azure"), Seat(-2, "bob@example.org", "Blue"), new TeamRenamed("Azure", "Sky"));

        var organisation = await log.CurrentAsync();

        Assert.Equal("Sky", organisation.Seats[1].Team.At(Noon));
        Assert.Equal("Blue", organisation.Seats[2].Team.At(Noon));
    }

    [Theory, BothDatabases]
    public async Task Two_teams_or_cost_centres_never_have_one_name(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var log = test.Database.Decisions;
        await log.CreateOrganisationAsync();
        await log.AppendAsync(Noon, new TeamCreated("Blue"), new TeamCreated("Red"), new CostCentreCreated("10"));

        Assert.Equal(DecisionProblem.NameTaken, await log.RefusedAsync(Noon, new TeamCreated("blue")));
        Assert.Equal(DecisionProblem.NameTaken, await log.RefusedAsync(Noon, new TeamRenamed("Red", "BLUE")));
        Assert.Equal(DecisionProblem.UnknownTeam, await log.RefusedAsync(Noon, new TeamRenamed("Green", "Lime")));
        Assert.Equal(DecisionProblem.AlreadyDecided, await log.RefusedAsync(Noon, new TeamRenamed("Red", "Red ")));
        Assert.Equal(DecisionProblem.BadText, await log.RefusedAsync(Noon, new TeamCreated(" ")));
        Assert.Equal(DecisionProblem.NameTaken, await log.RefusedAsync(Noon, new CostCentreCreated("10")));
        await log.AppendAsync(Noon, new TeamRenamed("Blue", "BLUE"), new CostCentreRenamed("10", "11"));
        Assert.Equal(["BLUE", "Red"], (await log.CurrentAsync()).Teams);
    }

    [Theory, BothDatabases]
    public async Task Only_a_team_that_nothing_names_can_be_removed(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var log = test.Database.Decisions;
        await log.CreateOrganisationAsync();
        await log.AppendAsync(Noon, Seat(-1, "ada@example.org", "Blue"), new SeatTeamChanged(-1, "Red"), new TeamCreated("Green"), new RoleGranted("ada@example.org", Role.TeamAdmin, "Pink"));

        Assert.Equal(DecisionProblem.NotTakenBack, await log.RefusedAsync(Noon, new TeamRemoved("Blue")));
        Assert.Equal(DecisionProblem.NotTakenBack, await log.RefusedAsync(Noon, new TeamRemoved("Red")));
        Assert.Equal(DecisionProblem.NotTakenBack, await log.RefusedAsync(Noon, new TeamRemoved("Pink")));
        Assert.Equal(DecisionProblem.UnknownTeam, await log.RefusedAsync(Noon, new TeamRemoved("Grey")));
        await log.AppendAsync(Noon, new TeamRemoved("Green"));

        Assert.Equal(["Blue", "Pink", "Red"], (await log.CurrentAsync()).Teams);
    }

    [Theory, BothDatabases]
    public async Task A_seat_without_usage_can_be_taken_back_and_leaves_nothing(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var log = test.Database.Decisions;
        await log.CreateOrganisationAsync();
        await log.AppendAsync(
            Noon, new ProgrammeChosen("agent-sdk-credit", ProgrammeMode.Enforced), Seat(-1, "ada@example.org", "Blue"), Seat(-2, "bob@example.org", "Blue"),
            new CreditClaimed(-1, "agent-sdk-credit"), new CreditClaimed(-2, "agent-sdk-credit"));
        await test.Database.Books.CatchUpAsync(Noon);

        await log.AppendAsync(Noon, new SeatAdditionTakenBack(2));
        await test.Database.Books.CatchUpAsync(Noon);

        Assert.Equal(1, (await SeatsRead.CountsAsync(test.Database)).Active);
        Assert.Equal(Nanodollars.FromUsd(100), (await OverviewRead.FiguresAsync(test.Database))!.Allocated);
        var added = await log.AppendAsync(Noon, Seat(-1, "bob@example.org", null));
        Assert.Equal(3, added.Organisation.SeatOf("bob@example.org")!.Id);
    }

    [Theory, BothDatabases]
    public async Task A_seat_with_usage_ends_and_is_not_taken_back(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var log = test.Database.Decisions;
        var seat = await log.AddSeatAsync("ada@example.org", "Ada", Noon);
        var source = await log.RegisterSourceAsync("laptop", "folder", Noon);
        await test.Database.Writer.WriteAsync(new Dashboard.Storage.Writes.UsageBatch { SourceId = source, Records = [Records.Message("one") with { SeatEmail = "ada@example.org" }], ReceivedAtMs = Noon });

        Assert.Equal(DecisionProblem.NotTakenBack, await log.RefusedAsync(Noon, new SeatAdditionTakenBack(seat)));
        await log.AppendAsync(Noon, new SeatEnded(seat, new DateOnly(2026, 12, 1)), new SeatEndTakenBack(seat));
        Assert.Null((await log.CurrentAsync()).Seats[seat].ActiveUntil);
    }

    private static SeatAdded Seat(int id, string email, string? team) => new(id, email, "", "max-5x", team, null, 1, Start);
}
