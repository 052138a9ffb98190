using System.Text;
using System.Text.Json.Nodes;
using Dashboard.Cli.Config;
using Dashboard.Credits.Money;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Tests.Configuration;

public sealed class ConfigTests
{
    private const long Noon = Records.Noon;

    [Theory, BothDatabases]
    public async Task A_random_organisation_is_the_same_after_its_configuration_was_applied_to_an_empty_database(DatabaseProvider provider)
    {
        for (var seed = 1; seed <= (provider == DatabaseProvider.Sqlite ? 30 : 8); seed++)
        {
            await using var from = await TestDatabase.CreateAsync(provider);
            await RandomOrganisation.FillAsync(from.Database, new Random(seed), Noon);
            var text = await WriteAsync(from, Noon);
            Assert.Empty(await ApplyAsync(from, text, Noon));

            await using var to = await TestDatabase.CreateAsync(provider);
            var changes = await ApplyAsync(to, text, Noon);
            var again = await WriteAsync(to, Noon);

            Assert.NotEmpty(changes);
            Assert.Equal(WithoutPast(text), WithoutPast(again));
            Assert.Empty(await ApplyAsync(to, text, Noon));
            Assert.Empty(await ApplyAsync(to, again, Noon + 1));
        }
    }

    [Theory, BothDatabases]
    public async Task A_value_that_is_changed_in_the_file_holds_from_now_on(DatabaseProvider provider)
    {
        await using var test = await StartAsync(provider);

        var changes = await ApplyAsync(test, """{"version":1,"seats":[{"email":"Ada@example.org","team":"Red","plan":[{"plan":"max-5x"},{"from":"2026-12-01","plan":"team-premium"}]}]}""", Noon);

        Assert.Equal(["ada@example.org: plan Max 5x -> Team Premium from 2026-12-01", "ada@example.org: team Blue -> Red"], changes);
        var seat = (await test.Database.Decisions.CurrentAsync()).Seats[1];
        Assert.Equal(("Blue", "Red"), (seat.Team.At(Noon - 1), seat.Team.At(Noon)));
        Assert.Equal(("max-5x", "team-premium"), (seat.Plan.At(Noon), seat.Plan.At(Noon + (30 * Records.Day))));
    }

    [Theory, BothDatabases]
    public async Task The_payment_day_of_the_shared_account_holds_for_all_cycles_while_there_are_no_seats_and_then_from_now_on(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        const string File = """
            {"version":1,
             "organisation":{"name":"Pool","booksStart":"2026-10-07","zone":"UTC","programme":{"id":"monthly-api-credits","mode":"enforced"},
               "sharedAccount":{"anchorDay":7,"claims":[{"programme":"monthly-api-credits","at":"2026-10-07"}]}},
             "seats":[{"email":"ada@example.org","plan":"team-standard","anchorDay":7}]}
            """;

        await ApplyAsync(test, File, Noon);
        Assert.Empty(await ApplyAsync(test, File, Noon + 1));
        await test.Database.Books.CatchUpAsync(Noon);

        var anchor = (await test.Database.Decisions.CurrentAsync()).Rules.PoolAnchor;
        Assert.All([0, Noon - (40 * Records.Day), Noon], at => Assert.Equal(7, anchor.At(at)));
        Assert.Equal(["anchor day of the shared account 7 -> 9"], (await ApplyAsync(test, File.Replace("""{"anchorDay":7,"claims""", """{"anchorDay":9,"claims""", StringComparison.Ordinal), Noon + 2)));
        anchor = (await test.Database.Decisions.CurrentAsync()).Rules.PoolAnchor;
        Assert.Equal((7, 9), (anchor.At(Noon), anchor.At(Noon + 2)));
    }

    [Theory, BothDatabases]
    public async Task A_decision_ahead_that_the_file_does_not_list_any_more_is_taken_back(DatabaseProvider provider)
    {
        await using var test = await StartAsync(provider);
        await ApplyAsync(test, """{"version":1,"seats":[{"email":"ada@example.org","overage":[{"on":true,"cap":"40.00"},{"from":"2026-12-01","on":false}]}]}""", Noon);

        var changes = await ApplyAsync(test, """{"version":1,"seats":[{"email":"ada@example.org","overage":[{"on":true,"cap":"40"}]}]}""", Noon);

        Assert.Equal(["ada@example.org: overage off -> on, cap 40 USD from 2026-12-01"], changes);
        var overage = (await test.Database.Decisions.CurrentAsync()).Seats[1].Overage;
        Assert.All([Noon, Noon + (30 * Records.Day)], at => Assert.Equal(Nanodollars.FromUsd(40), overage.At(at).Cap));
        Assert.False(overage.At(Noon - 1).On);
    }

    [Theory, BothDatabases]
    public async Task Runbooks_are_planned_whole_and_whoever_is_not_named_has_none_of_its_own_any_more(DatabaseProvider provider)
    {
        await using var test = await StartAsync(provider);
        const string First = """{"version":1,"runbook":{"organisation":[{"stage":"at-80","mail":["seat-holder","cfo@example.org"]},{"stage":"exhausted","gate":"deny"}],"teams":{"Blue":[{"stage":"at-50","gate":"fallback","model":"small"},{"stage":"share-80","mail":["team-admins"]}]},"seats":{"ada@example.org":[]},"gateFails":"closed"}}""";
        const string Second = """{"version":1,"runbook":{"organisation":[{"stage":"at-80"},{"stage":"exhausted","gate":"deny"}],"teams":{},"deadMan":{"ingestHours":null,"evaluationMinutes":30}}}""";

        var first = await ApplyAsync(test, First, Noon);
        var again = await ApplyAsync(test, First, Noon + 1);
        var second = await ApplyAsync(test, Second, Noon + 2);
        var wrong = ConfigPlanner.Plan(
            await test.Database.Decisions.CurrentAsync(),
            Encoding.UTF8.GetBytes("""{"version":1,"runbook":{"organisation":[{"stage":"share-0"},{"stage":"at-80","gate":"throttle"}],"seats":{"nobody@example.org":[]}}}"""), Noon, "test");

        Assert.Equal(
            ["runbook of the organisation: at-80, exhausted", "runbook of team Blue: at-50, share-80", "runbook of ada@example.org: no stage", "gate fails open -> closed"], first);
        Assert.Empty(again);
        Assert.Equal(
            ["runbook of the organisation: at-80, exhausted -> at-80 (changed), exhausted", "runbook of team Blue: none of its own any more", "no-data alarm 72 h without usage, 15 min without an evaluation -> never without usage, 30 min without an evaluation"], second);
        var runbooks = (await test.Database.Decisions.CurrentAsync()).Runbooks;
        Assert.Equal((2, 2, 1), (runbooks.Organisation.Length, runbooks.Teams["Blue"].Length, runbooks.Seats.Count));
        Assert.Equal(["$.runbook.organisation[0].stage", "$.runbook.organisation"], wrong.Problems.Select(p => p.Path));
    }

    [Theory, BothDatabases]
    public async Task Overage_of_the_past_is_noted_and_never_decided(DatabaseProvider provider)
    {
        await using var test = await StartAsync(provider);
        const string File = """{"version":1,"seats":[{"email":"ada@example.org","overage":[{"from":"2026-11-10","on":true}],"overageBefore":[{"from":"2026-11-05","on":true}]}]}""";

        var plan = ConfigPlanner.Plan(await test.Database.Decisions.CurrentAsync(), Encoding.UTF8.GetBytes(File), Noon, "test");
        await ApplyAsync(test, File, Noon);

        Assert.Equal("$.seats[0].overageBefore[0]", Assert.Single(plan.Notes).Path);
        var overage = (await test.Database.Decisions.CurrentAsync()).Seats[1].Overage;
        Assert.Equal((false, true), (overage.At(Noon - 1).On, overage.At(Noon).On));
        Assert.Empty(await ApplyAsync(test, File, Noon + Records.Day));
    }

    [Theory, BothDatabases]
    public async Task Seats_that_the_file_does_not_name_stay_unless_it_is_complete(DatabaseProvider provider)
    {
        await using var test = await StartAsync(provider);

        Assert.Empty(await ApplyAsync(test, """{"version":1,"seats":[{"email":"ada@example.org"}]}""", Noon));
        Assert.Equal(["bob@example.org: not in the file, ends 2026-11-20"], await ApplyAsync(test, """{"version":1,"seats":[{"email":"ada@example.org"}],"seatsAreComplete":true}""", Noon));

        Assert.Empty(await ApplyAsync(test, """{"version":1,"seats":[{"email":"ada@example.org"}],"seatsAreComplete":true}""", Noon + (3 * Records.Day)));
    }

    [Theory, BothDatabases]
    public async Task The_roles_of_a_person_that_the_file_names_are_those_of_the_file(DatabaseProvider provider)
    {
        await using var test = await StartAsync(provider);
        await test.Database.Decisions.AppendAsync(Noon, new RoleGranted("ada@example.org", Role.Owner), new RoleGranted("eve@example.org", Role.Auditor));

        await ApplyAsync(test, """{"version":1,"roles":{"ada@example.org":["finance"],"Bob@example.org":["owner",{"role":"team-admin","team":"Blue"}]}}""", Noon);

        var organisation = await test.Database.Decisions.CurrentAsync();
        Assert.Equal([new RoleGrant(Role.Finance)], organisation.RolesOf("ada@example.org"));
        Assert.Equal([new RoleGrant(Role.Owner), new RoleGrant(Role.TeamAdmin, "Blue")], organisation.RolesOf("bob@example.org"));
        Assert.Equal([new RoleGrant(Role.Auditor)], organisation.RolesOf("eve@example.org"));
    }

    [Theory]
    [InlineData("{", "$", "This is not JSON")]
    [InlineData("[]", "$", "An object is needed here.")]
    [InlineData("""{"seats":[]}""", "$", "The key version is missing")]
    [InlineData("""{"version":2}""", "$.version", "Only version 1 is known.")]
    [InlineData("""{"version":1,"sets":[]}""", "$.sets", "There is no such key here.")]
    [InlineData("""{"version":1,"version":1}""", "$.version", "The key stands here twice.")]
    [InlineData("""{"version":1,"seats":[{"email":"a@b.example"},{"email":"b@b.example","plann":"pro"}]}""", "$.seats[1].plann", "There is no such key here.")]
    [InlineData("""{"version":1,"seats":[{"name":"x"}]}""", "$.seats[0]", "The key email is missing.")]
    [InlineData("""{"version":1,"seats":[{"email":"ada@example.org"},{"email":"ADA@example.org"}]}""", "$.seats[1]", "This e-mail stands in the list already.")]
    [InlineData("""{"version":1,"seats":[{"email":"new@example.org"}]}""", "$.seats[0]", "The seat is new: the key plan is needed.")]
    [InlineData("""{"version":1,"seats":[{"email":"ada@example.org","plan":"gold"}]}""", "$.seats[0].plan", "One of the plans is needed here")]
    [InlineData("""{"version":1,"seats":[{"email":"ada@example.org","anchorDay":32}]}""", "$.seats[0].anchorDay", "A whole number from 1 to 31")]
    [InlineData("""{"version":1,"seats":[{"email":"ada@example.org","anchorDay":1.5}]}""", "$.seats[0].anchorDay", "A whole number from 1 to 31")]
    [InlineData("""{"version":1,"seats":[{"email":"ada@example.org","team":[{"from":"2026-11-01","team":"Red"}]}]}""", "$.seats[0].team", "The first entry says what holds from the begin")]
    [InlineData("""{"version":1,"seats":[{"email":"ada@example.org","activeFrom":"2026-10-01"}]}""", "$.seats[0].activeFrom", "The seat is active from 2026-11-01")]
    [InlineData("""{"version":1,"seats":[{"email":"ada@example.org","overage":[{"on":true,"cap":"1e9"}]}]}""", "$.seats[0].overage[0].cap", "An amount in USD")]
    [InlineData("""{"version":1,"seats":[{"email":"ada@example.org","overage":[{"on":true,"cap":40}]}]}""", "$.seats[0].overage[0].cap", "An amount in USD")]
    [InlineData("""{"version":1,"seats":[{"email":"ada@example.org","overage":[{"on":false,"cap":"1"}]}]}""", "$.seats[0].overage[0].cap", "A cap needs overage to be on.")]
    [InlineData("""{"version":1,"organisation":{"zone":"Mars/Olympus"}}""", "$.organisation.zone", "There is no such time zone")]
    [InlineData("""{"version":1,"organisation":{"zone":[{"zone":"Europe/Berlin"},{"from":"2026-12-01","zone":"UTC"}]}}""", "$.organisation.zone", "The zone from the begin is UTC: cycles have used it")]
    [InlineData("""{"version":1,"allowances":[{"programme":"gold","for":"everyone","amount":"1","from":"2026-12-01","source":"us"}]}""", "$.allowances[0].programme", "There is no such programme.")]
    [InlineData("""{"version":1,"roles":{"ada@example.org":["king"]}}""", "$.roles[\"ada@example.org\"][0]", "One of these words is needed here")]
    [InlineData("""{"version":1,"roles":{"ada@example.org":["team-admin"]}}""", "$.roles[\"ada@example.org\"]", "A team admin is one of a team")]
    [InlineData("""{"version":1,"seatsAreComplete":true}""", "$.seatsAreComplete", "seatsAreComplete goes with seats.")]
    [InlineData("""{"version":1,"runbooks":[]}""", "$.runbooks", "There is no such key here.")]
    public async Task Every_problem_has_its_path_and_nothing_is_decided(string text, string path, string reason)
    {
        await using var test = await StartAsync(DatabaseProvider.Sqlite);

        var plan = ConfigPlanner.Plan(await test.Database.Decisions.CurrentAsync(), Encoding.UTF8.GetBytes(text), Noon, "test");

        Assert.Empty(plan.Changes);
        Assert.Equal(path, plan.Problems[0].Path);
        Assert.StartsWith(reason, plan.Problems[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_decision_is_named_by_the_place_that_asked_for_it()
    {
        await using var test = await StartAsync(DatabaseProvider.Sqlite);
        var plan = ConfigPlanner.Plan(await test.Database.Decisions.CurrentAsync(), Encoding.UTF8.GetBytes("""{"version":1,"teams":["Green","green"],"seats":[{"email":"nobody","plan":"pro"}]}"""), Noon, "test");

        var refused = Assert.IsType<AppendResult.Refused>(await test.Database.Decisions.AppendAsync(plan.Decisions, "test", Noon));

        Assert.Equal(["$.teams[1]", "$.seats[0]"], plan.ProblemsOf(refused).Select(p => p.Path));
    }

    [Fact]
    public void Hostile_files_are_one_problem_each()
    {
        Assert.Equal("$", Problem(Encoding.UTF8.GetBytes(new string('[', 100_000))).Path);
        Assert.Equal("$", Problem([.. "{\"version\":1,\"teams\":[\""u8, 0xC3, 0x28, .. "\"]}"u8]).Path);
        Assert.Equal("The file is larger than 20 MB.", Problem(new byte[(20 << 20) + 1]).Reason);
        Assert.Equal("$.teams[0]", Problem(Encoding.UTF8.GetBytes("""{"version":1,"teams":[""]}""")).Path);

        static ConfigProblem Problem(byte[] bytes) => ConfigPlanner.Plan(Organisation.None, bytes, Noon, "test").Problems[0];
    }

    /// <summary>Overage of the past is shown and never decided again, so it is the one thing that an empty database does not get.</summary>
    private static string WithoutPast(string text)
    {
        var whole = JsonNode.Parse(text)!.AsObject();
        foreach (var account in whole["seats"]!.AsArray().Append(whole["organisation"]!["sharedAccount"]))
        {
            account!.AsObject().Remove("overageBefore");
        }

        return whole.ToJsonString();
    }

    private static async Task<string> WriteAsync(TestDatabase test, long now) => ConfigWriter.Write(await test.Database.Decisions.CurrentAsync(), now);

    private static async Task<IReadOnlyList<string>> ApplyAsync(TestDatabase test, string text, long now)
    {
        var plan = ConfigPlanner.Plan(await test.Database.Decisions.CurrentAsync(), Encoding.UTF8.GetBytes(text), now, "test");
        Assert.Empty(plan.Problems);
        var result = await test.Database.Decisions.AppendAsync(plan.Decisions, "test", now);
        Assert.Empty(result is AppendResult.Refused refused ? plan.ProblemsOf(refused) : []);
        return [.. plan.Changes.Select(c => c.Text)];
    }

    private static async Task<TestDatabase> StartAsync(DatabaseProvider provider)
    {
        var test = await TestDatabase.CreateAsync(provider);
        await test.Database.Decisions.CreateOrganisationAsync();
        await test.Database.Decisions.AppendAsync(
            Noon - Records.Day,
            new SeatAdded(-1, "ada@example.org", "Ada", "max-5x", "Blue", null, 1, new DateOnly(2026, 11, 1)),
            new SeatAdded(-2, "bob@example.org", "Bob", "max-5x", "Blue", null, 1, new DateOnly(2026, 11, 1)));
        return test;
    }
}
