using Dashboard.Credits.Money;
using Dashboard.Storage.Decisions;
using Dashboard.TestKit;

namespace Dashboard.Storage.Tests.Decisions;

/// <summary>Ceilings, approval, requests: checked in the transaction of the decision, so that of two at once exactly one stands.</summary>
public sealed class OverageDecisionTests
{
    private const long Noon = Records.Noon;
    private const string Ada = "ada@example.org";
    private const string Bob = "bob@example.org";

    [Theory, BothDatabases]
    public async Task Two_who_turn_the_same_seat_on_at_once_do_not_both_succeed(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await using var other = await Database.OpenAsync(test.Options, test.Time);
        await SeatsAsync(test.Database, 1);

        var results = await Task.WhenAll(
            DecideAsync(test.Database, Ada, new OverageDecided(1, true, 40.Dollars(), Seen: 0)),
            DecideAsync(other, Bob, new OverageDecided(1, true, 90.Dollars(), Seen: 0)));

        var stands = Assert.Single(results.OfType<AppendResult.Appended>());
        var told = Assert.Single(results.OfType<AppendResult.Refused>()).Refusals[0];
        Assert.Equal(DecisionProblem.ChangedMeanwhile, told.Problem);
        Assert.StartsWith(stands.Decisions[0].Actor + " turned overage on meanwhile, cap ", told.Message);
        Assert.Single((await test.Database.Decisions.CurrentAsync()).Seats[1].Overage.Decisions);
        Assert.Single((await other.Decisions.CurrentAsync()).Seats[1].Overage.Decisions);
    }

    [Theory, BothDatabases]
    public async Task Of_two_approvals_of_one_request_exactly_one_stands(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await using var other = await Database.OpenAsync(test.Options, test.Time);
        await SeatsAsync(test.Database, 1);
        await AppendedAsync(test.Database, Ada, new OverageRequested(1, 40.Dollars(), null));
        var request = Assert.Single((await other.Decisions.CurrentAsync()).OverageRequests.Values);

        var results = await Task.WhenAll(ApproveAsync(test.Database, Bob, request), ApproveAsync(other, "cleo@example.org", request));

        Assert.Single(results.OfType<AppendResult.Appended>());
        Assert.Equal(DecisionProblem.ChangedMeanwhile, Assert.Single(results.OfType<AppendResult.Refused>()).Refusals[0].Problem);
        var organisation = await test.Database.Decisions.CurrentAsync();
        var decision = Assert.Single(organisation.Seats[1].Overage.Decisions);
        Assert.Equal(decision.Sequence, organisation.OverageRequests[request.Id].Decision);
        Assert.Equal((OverageRequestState.Approved, decision.By), (organisation.OverageRequests[request.Id].State, organisation.OverageRequests[request.Id].AnsweredBy));
    }

    [Theory, BothDatabases]
    public async Task A_ceiling_holds_however_many_decide_at_once(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await using var other = await Database.OpenAsync(test.Options, test.Time);
        await SeatsAsync(test.Database, 8);
        await AppendedAsync(test.Database, Ada, new OverageCeilingSet(null, 100.Dollars()));

        var results = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => DecideAsync(i % 2 == 0 ? test.Database : other, Ada, new OverageDecided(i, true, 30.Dollars()))));

        Assert.Equal(3, results.OfType<AppendResult.Appended>().Count());
        Assert.All(results.OfType<AppendResult.Refused>(), r => Assert.Equal(DecisionProblem.AboveCeiling, r.Refusals[0].Problem));
        Assert.Equal(90.Dollars(), (await other.Decisions.CurrentAsync()).OpenCapsAt(Noon).Organisation.Caps);
    }

    [Fact]
    public async Task A_ceiling_counts_the_open_caps_of_active_seats_and_nothing_else()
    {
        await using var test = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var data = test.Database;
        await SeatsAsync(data, 4, "Blue", "Blue", "Red", null);
        await AppendedAsync(data, Ada, new OverageCeilingSet(" Blue ", 50.Dollars()), new OverageCeilingSet(null, 100.Dollars()));

        await AppendedAsync(data, Ada, new OverageDecided(1, true, 30.Dollars()));
        Assert.Equal(DecisionProblem.AboveCeiling, await RefusedAsync(data, new OverageDecided(2, true, new Nanodollars(20_000_000_001))));
        await AppendedAsync(data, Ada, new OverageDecided(2, true, 20.Dollars()));
        await AppendedAsync(data, Ada, new OverageDecided(3, true, 50.Dollars()));
        Assert.Equal(DecisionProblem.AboveCeiling, await RefusedAsync(data, new OverageDecided(4, true, new Nanodollars(1))));

        // Off, an end that has passed, a lower cap and an ended seat make room again; a future cap takes it already.
        await AppendedAsync(data, Ada, new OverageDecided(1, false), new OverageDecided(4, true, 30.Dollars()));
        await AppendedAsync(data, Ada, new OverageDecided(3, true, 50.Dollars(), Noon + 60_000));
        Assert.Equal(DecisionProblem.AboveCeiling, await RefusedAsync(data, new OverageDecided(1, true, 10.Dollars())));
        Assert.IsType<AppendResult.Appended>(await DecideAsync(data, Ada, Noon + 60_000, new OverageDecided(1, true, 10.Dollars())));
        var ahead = await data.Decisions.AppendAsync([new NewDecision(new OverageDecided(4, true, 80.Dollars()), Noon + 90_000, "because")], Ada, Noon + 61_000);
        Assert.Equal(DecisionProblem.AboveCeiling, Assert.IsType<AppendResult.Refused>(ahead).Refusals[0].Problem);
    }

    [Fact]
    public async Task A_renamed_team_keeps_its_ceiling()
    {
        await using var test = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var data = test.Database;
        await SeatsAsync(data, 1, "Blue");
        await AppendedAsync(data, Ada, new OverageCeilingSet("Blue", 50.Dollars()), new TeamRenamed("Blue", "Azure"));

        Assert.Equal(DecisionProblem.AboveCeiling, await RefusedAsync(data, new OverageDecided(1, true, 51.Dollars())));
        Assert.Equal(50.Dollars(), (await new DecisionLog(data).CurrentAsync()).OverageLimits.CeilingOf("Azure"));
    }

    [Fact]
    public async Task Under_a_ceiling_that_is_too_low_already_what_raises_nothing_can_be_decided()
    {
        await using var test = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var data = test.Database;
        await SeatsAsync(data, 2);
        await AppendedAsync(data, Ada, new OverageDecided(1, true, 80.Dollars()), new OverageDecided(2, true));
        await AppendedAsync(data, Ada, new OverageCeilingSet(null, 50.Dollars()));

        Assert.Equal(DecisionProblem.AboveCeiling, await RefusedAsync(data, new OverageDecided(1, true, 81.Dollars())));
        await AppendedAsync(data, Ada, new OverageDecided(1, true, 70.Dollars()));
        await AppendedAsync(data, Ada, new OverageDecided(1, false));
        var caps = (await data.Decisions.CurrentAsync()).OpenCapsAt(Noon).Organisation;
        Assert.Equal((Nanodollars.Zero, 1, 1), (caps.Caps, caps.Seats, caps.Uncapped));
    }

    [Fact]
    public async Task Above_the_limit_the_proposer_cannot_approve_and_another_person_can()
    {
        await using var test = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var data = test.Database;
        await SeatsAsync(data, 2);
        await AppendedAsync(data, Ada, new OverageApprovalLimitSet(50.Dollars()));

        await AppendedAsync(data, Ada, new OverageDecided(1, true, 50.Dollars()));
        Assert.Equal(DecisionProblem.SecondPersonNeeded, await RefusedAsync(data, new OverageDecided(1, true, new Nanodollars(50_000_000_001))));
        Assert.Equal(DecisionProblem.SecondPersonNeeded, await RefusedAsync(data, new OverageDecided(1, true)));
        await AppendedAsync(data, Ada, new OverageRequested(1, 200.Dollars(), Noon + 500));
        var request = (await data.Decisions.CurrentAsync()).OpenRequestOf(1)!;
        Assert.Equal(DecisionProblem.AlreadyDecided, await RefusedAsync(data, new OverageRequested(1, 60.Dollars(), null)));
        Assert.Equal(DecisionProblem.SecondPersonNeeded, Problem(await ApproveAsync(data, Ada.ToUpperInvariant(), request)));
        Assert.Equal(DecisionProblem.UnknownRequest, Problem(await ApproveAsync(data, Bob, request with { Cap = 900.Dollars() })));
        Assert.Equal(DecisionProblem.UnknownRequest, Problem(await ApproveAsync(data, Bob, request with { SeatId = 2 })));
        Assert.Equal(DecisionProblem.BadInstant, Problem(await ApproveAsync(data, Bob, request, Noon + 500)));
        Assert.IsType<AppendResult.Appended>(await ApproveAsync(data, Bob, request));

        var after = await new DecisionLog(data).CurrentAsync();
        Assert.Equal((200.Dollars(), Bob, request.Id), (after.Seats[1].Overage.At(Noon).Cap, after.Seats[1].Overage.DecisionAt(Noon)!.By, after.OverageRequests[request.Id].Id));
        Assert.Equal(DecisionProblem.UnknownRequest, Problem(await DecideAsync(data, Bob, new OverageDecided(1, true, 200.Dollars(), Noon + 500, request.Id))));
    }

    [Fact]
    public async Task A_request_is_answered_or_withdrawn_once_and_a_refusal_says_why()
    {
        await using var test = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var data = test.Database;
        await SeatsAsync(data, 1);
        await AppendedAsync(data, Ada, new OverageRequested(1, 5.Dollars(), null));
        var first = (await data.Decisions.CurrentAsync()).OpenRequestOf(1)!.Id;

        Assert.Equal(DecisionProblem.SecondPersonNeeded, Problem(await DecideAsync(data, Bob, new OverageRequestWithdrawn(1, first))));
        Assert.Equal(DecisionProblem.ReasonMissing, Problem(await data.Decisions.AppendAsync([new NewDecision(new OverageRequestAnswered(1, first, false), NewDecision.WhenBooked)], Bob, Noon)));
        await AppendedAsync(data, Ada, new OverageRequestWithdrawn(1, first));
        Assert.Equal(DecisionProblem.ChangedMeanwhile, Problem(await DecideAsync(data, Bob, new OverageRequestAnswered(1, first, false))));
        await AppendedAsync(data, Ada, new OverageRequested(1, 6.Dollars(), null));
        var second = (await data.Decisions.CurrentAsync()).OpenRequestOf(1)!;
        await AppendedAsync(data, Bob, new OverageRequestAnswered(1, second.Id, false));

        var after = await new DecisionLog(data).CurrentAsync();
        Assert.Equal([OverageRequestState.Withdrawn, OverageRequestState.Refused], after.OverageRequests.Values.Select(r => r.State));
        Assert.Empty(after.Seats[1].Overage.Decisions);
    }

    [Fact]
    public async Task From_the_moment_it_is_booked_is_never_dated_back()
    {
        await using var test = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await SeatsAsync(test.Database, 1);

        var appended = await AppendedAsync(test.Database, Ada, new OverageDecided(1, true, 5.Dollars()));

        Assert.Equal((Noon, Noon), (appended.Decisions[0].EffectiveAtMs, appended.Decisions[0].BookedAtMs));
    }

    private static async Task SeatsAsync(Database data, int count, params string?[] teams)
    {
        await data.Decisions.CreateOrganisationAsync();
        await data.Decisions.AppendAsync(Noon, [.. Enumerable.Range(1, count).Select(i => (DecisionBody)new SeatAdded(-i, $"seat{i}@example.org", "", "max-5x", teams.ElementAtOrDefault(i - 1), null, 1, new DateOnly(2026, 11, 1)))]);
    }

    private static Task<AppendResult> DecideAsync(Database data, string actor, params DecisionBody[] bodies) => DecideAsync(data, actor, Noon, bodies);

    private static Task<AppendResult> DecideAsync(Database data, string actor, long nowMs, params DecisionBody[] bodies) =>
        data.Decisions.AppendAsync([.. bodies.Select(b => new NewDecision(b, NewDecision.WhenBooked, "because"))], actor, nowMs);

    private static Task<AppendResult> ApproveAsync(Database data, string actor, OverageRequest request, long nowMs = Noon) => DecideAsync(
        data, actor, nowMs, new OverageRequestAnswered(request.SeatId, request.Id, true), new OverageDecided(request.SeatId, true, request.Cap, request.UntilMs, request.Id));

    private static async Task<AppendResult.Appended> AppendedAsync(Database data, string actor, params DecisionBody[] bodies) =>
        Assert.IsType<AppendResult.Appended>(await DecideAsync(data, actor, bodies));

    private static async Task<DecisionProblem> RefusedAsync(Database data, params DecisionBody[] bodies) => Problem(await DecideAsync(data, Ada, bodies));

    private static DecisionProblem Problem(AppendResult result) => Assert.IsType<AppendResult.Refused>(result).Refusals[0].Problem;
}
