using Dashboard.Cli.Seats;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;

namespace Dashboard.Storage.Tests.Seats;

public sealed class SeatImportTests
{
    private const string Head = "email,name,team,costCentre,plan,anchorDay,claimedAt,activeFrom,activeUntil\n";
    private static readonly DateOnly Start = new(2026, 11, 1);

    [Theory, BothDatabases]
    public async Task Every_change_of_every_seat_is_in_the_preview_and_nothing_is_written(DatabaseProvider provider)
    {
        await using var test = await StartAsync(provider);
        var version = (await test.Database.Decisions.CurrentAsync()).Version;

        var plan = await PlanAsync(test, Head
            + "ada@example.org,Ada L,Red,20,team-premium,15,2026-11-03,,2027-01-01\n"
            + "bob@example.org,Bob,Blue,10,max-5x,1,,,\n"
            + "new@example.org,New,Green,30,pro,31,2026-11-05,2026-11-04,\n"
            + "broken@example.org,X,,,gold,,,,\n");

        Assert.Equal(
            [
                "ada@example.org Name Ada>Ada L", "ada@example.org Plan Max 5x>Team Premium", "ada@example.org Team Blue>Red", "ada@example.org CostCentre 10>20",
                "ada@example.org Anchor 1>15", "ada@example.org Claim >2026-11-03", "ada@example.org End >2027-01-01",
                "new@example.org Added >Pro, Green, 30, day 31, from 2026-11-04", "new@example.org Claim >2026-11-05",
            ],
            plan.Rows.SelectMany(r => r.Changes.Select(c => $"{r.Email} {c.Field} {c.Before}>{c.After}")));
        Assert.Equal(1, plan.Unchanged);
        Assert.Equal((5L, true), Assert.Single(plan.Issues.Select(i => (i.Line, i.Reason.StartsWith("There is no such plan.", StringComparison.Ordinal)))));
        Assert.Equal("cyd@example.org", Assert.Single(plan.Missing).Email);
        Assert.Equal(["Green", "Red"], plan.NewTeams);
        Assert.Equal(["20", "30"], plan.NewCostCentres);
        Assert.Equal(version, (await test.Database.Decisions.CurrentAsync()).Version);
    }

    [Theory, BothDatabases]
    public async Task An_import_and_its_undo_leave_every_seat_as_it_was_at_every_instant(DatabaseProvider provider)
    {
        await using var test = await StartAsync(provider);
        var before = await test.Database.Decisions.CurrentAsync();
        var plan = await PlanAsync(test, Head + "ada@example.org,Ada L,Red,20,team-premium,15,2026-11-03,,2027-01-01\nnew@example.org,New,Green,30,pro,31,2026-11-05,2026-11-04,\n");
        plan = SeatPlanner.Plan(before, plan.Input with { EndMissing = new HashSet<int> { 3 } }, SeatReach.All);
        await AppendAsync(test, plan.Decisions);
        await test.Database.Books.CatchUpAsync(Records.Noon);
        var imported = await test.Database.Decisions.CurrentAsync();
        Assert.Equal("Red", imported.Seats[1].Team.At(Records.Noon));
        Assert.Equal(new DateOnly(2026, 11, 20), imported.Seats[3].ActiveUntil);
        Assert.Empty((await PlanAsync(test, Head + "ada@example.org,Ada L,Red,20,team-premium,15,2026-11-03,,2027-01-01\nnew@example.org,New,Green,30,pro,31,2026-11-05,2026-11-04,\n")).Rows);

        var undo = await new SeatUndoPlanner(test.Database, test.Time).PlanAsync();
        Assert.Null(undo.Problem);
        await AppendAsync(test, undo.Decisions);
        await test.Database.Books.CatchUpAsync(Records.Noon);

        var after = await test.Database.Decisions.CurrentAsync();
        Assert.Equal([1, 2, 3], after.Seats.Keys.Order());
        Assert.All(before.Seats.Values, seat => AssertSame(seat, after.Seats[seat.Id]));
        Assert.Null(after.SeatOf("new@example.org"));
        Assert.Equal((before.Teams, before.CostCentres), (after.Teams, after.CostCentres), (a, b) => a.Item1.SetEquals(b.Item1) && a.Item2.SetEquals(b.Item2));
        Assert.Equal(3, (await SeatsRead.CountsAsync(test.Database)).Active);
        Assert.Equal("There is no import to undo.", (await new SeatUndoPlanner(test.Database, test.Time).PlanAsync()).Problem);
    }

    [Theory, BothDatabases]
    public async Task Once_something_else_was_decided_about_one_of_its_seats_an_import_stays(DatabaseProvider provider)
    {
        await using var test = await StartAsync(provider);
        await AppendAsync(test, (await PlanAsync(test, Head + "ada@example.org,,Red\nbob@example.org,,Red\n")).Decisions);
        await test.Database.Decisions.AppendAsync(Records.Noon, new SeatRenamed(3, "Cyd, not imported"));
        Assert.Null((await new SeatUndoPlanner(test.Database, test.Time).PlanAsync()).Problem);

        await test.Database.Decisions.AppendAsync(Records.Noon, new SeatRenamed(2, "Bob, imported"));

        Assert.Equal("Something else was decided since about bob@example.org.", (await new SeatUndoPlanner(test.Database, test.Time).PlanAsync()).Problem);
    }

    [Theory, BothDatabases]
    public async Task A_seat_that_has_usage_since_stays_when_its_import_is_undone(DatabaseProvider provider)
    {
        await using var test = await StartAsync(provider);
        await AppendAsync(test, (await PlanAsync(test, "email,plan\none@example.org,pro\ntwo@example.org,pro\n")).Decisions);
        var source = await test.Database.Decisions.RegisterSourceAsync("laptop", "folder", Records.Noon);
        await test.Database.Writer.WriteAsync(new Dashboard.Storage.Writes.UsageBatch { SourceId = source, Records = [Records.Message("one") with { SeatEmail = "one@example.org" }], ReceivedAtMs = Records.Noon });

        var undo = await new SeatUndoPlanner(test.Database, test.Time).PlanAsync();
        await AppendAsync(test, undo.Decisions);

        Assert.Equal(["one@example.org"], undo.Kept);
        var after = await test.Database.Decisions.CurrentAsync();
        Assert.NotNull(after.SeatOf("one@example.org"));
        Assert.Null(after.SeatOf("two@example.org"));
    }

    [Theory, BothDatabases]
    public async Task A_line_that_contradicts_what_holds_is_named_with_its_reason(DatabaseProvider provider)
    {
        await using var test = await StartAsync(provider);
        await test.Database.Decisions.AppendAsync(Records.Noon, new CreditClaimed(1, "agent-sdk-credit"));

        var plan = await PlanAsync(test, Head
            + "ada@example.org,,,,,,2026-11-21,,\n"
            + "bob@example.org,,,,,,,2026-10-01,\n"
            + "cyd@example.org,,,,,,,,2026-11-01\n"
            + "dot@example.org,,,,,,,,\n"
            + "dot@example.org,,,,,,,,\n"
            + "eve@example.org,,,,pro,,,2026-11-05,2026-11-05\n");

        Assert.Empty(plan.Rows);
        Assert.Equal(
            [
                (2L, "The credit was claimed on 2026-11-20 already."), (3, "The seat is active from 2026-11-01; its first day cannot be changed."),
                (4, "The seat is active from 2026-11-01 and cannot end before."), (5, "The plan is missing."), (6, "This e-mail stands on line 5 already."),
                (7, "activeUntil is not after activeFrom."),
            ],
            plan.Issues.Select(i => (i.Line, i.Reason)));
    }

    [Theory, BothDatabases]
    public async Task A_change_with_a_first_day_holds_from_that_day(DatabaseProvider provider)
    {
        await using var test = await StartAsync(provider);
        var import = new SeatImport(test.Database, test.Time);

        var plan = await import.PlanAsync("email,team\nada@example.org,Red\n", "list", new SeatDefaults(), new DateOnly(2026, 12, 1), SeatReach.All);
        await AppendAsync(test, plan.Decisions);

        var seat = (await test.Database.Decisions.CurrentAsync()).Seats[1];
        var first = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        Assert.Equal("Blue", seat.Team.At(first - 1));
        Assert.Equal("Red", seat.Team.At(first));
    }

    [Fact]
    public void Lines_about_seats_of_others_are_left_out()
    {
        var organisation = new Organisation { Seats = Organisation.None.Seats.Add(1, Known(1, "ada@example.org", "Blue")), SeatIds = Organisation.None.SeatIds.Add("ada@example.org", 1), Name = "Example" };
        var list = Ingestion.Csv.SeatList.Parse("email,team,plan\nada@example.org,Red,\nnew@example.org,Blue,pro\nmine@example.org,Red,pro\n", TimeZoneInfo.Utc, "list");

        var plan = SeatPlanner.Plan(organisation, new SeatPlanInput(list, "list", new SeatDefaults(), new DateOnly(2026, 11, 20), Records.Noon, new HashSet<int>()), new SeatReach(s => s.Team.At(Records.Noon) == "Red", t => t == "Red"));

        Assert.Equal("mine@example.org", Assert.Single(plan.Rows).Email);
        Assert.Equal([2L, 3L], plan.Issues.Select(i => i.Line));
        Assert.Empty(plan.Missing);
    }

    private static Seat Known(int id, string email, string team) => new() { Id = id, Email = email, Plan = new("pro"), Team = new(team), Anchor = new(1), ActiveFrom = Start };

    private static async Task<TestDatabase> StartAsync(DatabaseProvider provider)
    {
        var test = await TestDatabase.CreateAsync(provider);
        await test.Database.Decisions.CreateOrganisationAsync();
        await test.Database.Decisions.AppendAsync(
            Records.Noon,
            new ProgrammeChosen("agent-sdk-credit", ProgrammeMode.Enforced),
            new SeatAdded(-1, "ada@example.org", "Ada", "max-5x", "Blue", "10", 1, Start),
            new SeatAdded(-2, "bob@example.org", "Bob", "max-5x", "Blue", "10", 1, Start),
            new SeatAdded(-3, "cyd@example.org", "Cyd", "max-5x", null, null, 1, Start));
        return test;
    }

    private static Task<SeatPlan> PlanAsync(TestDatabase test, string text) =>
        new SeatImport(test.Database, test.Time).PlanAsync(text, "seats.csv", new SeatDefaults(), null, SeatReach.All);

    private static async Task AppendAsync(TestDatabase test, IReadOnlyList<NewDecision> decisions) =>
        Assert.IsType<AppendResult.Appended>(await test.Database.Decisions.AppendAsync(decisions, "test", test.Time.GetUtcNow().ToUnixTimeMilliseconds()));

    private static void AssertSame(Seat before, Seat after)
    {
        Assert.Equal((before.Email, before.Name, before.ActiveFrom, before.ActiveUntil), (after.Email, after.Name, after.ActiveFrom, after.ActiveUntil));
        Assert.Equal(before.Claims, after.Claims);
        foreach (var at in after.Plan.Changes.Select(c => c.FromMs).Concat(after.Team.Changes.Select(c => c.FromMs)).SelectMany(t => (long[])[t - 1, t, t + 1]).Append(0))
        {
            Assert.Equal(
                (before.Plan.At(at), before.Team.At(at), before.CostCentre.At(at), before.Anchor.At(at)),
                (after.Plan.At(at), after.Team.At(at), after.CostCentre.At(at), after.Anchor.At(at)));
        }
    }
}
