using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Runbook;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Security;

public sealed partial class RightsTableTests
{
    private const string Everyone = "owner finance team-admin seat-holder auditor platform nobody";
    private const string Programme = "agent-sdk-credit";
    private static readonly DateOnly Day = new(2026, 11, 1);
    private static readonly Nanodollars Dollar = Nanodollars.FromUsd(1);

    /// <summary>A kind of decision, one of it about a seat, who may decide it where the seat is theirs, and who where it is another's.</summary>
    private static readonly (Func<int, DecisionBody> Of, string Own, string Other)[] Kinds =
    [
        (_ => new OrganisationCreated("Example", "UTC", Day), "owner", "owner"),
        (_ => new OrganisationRenamed("Other name"), "owner", "owner"),
        (_ => new BooksStartMoved(Day.AddDays(-31)), "owner", "owner"),
        (_ => new ZoneChanged("Europe/Berlin"), "owner", "owner"),
        (_ => new ProgrammeChosen("internal-budget", ProgrammeMode.Shadow), "owner", "owner"),
        (_ => new AllowanceSet("internal-budget", new AllowanceRow { Target = AllowanceTarget.Team, Key = "Blue", Amount = Dollar, EffectiveFrom = Day, Source = "us" }), "owner", "owner"),
        (_ => new SeatFeeSet(new SeatFeeRow("max-5x", FeeTerm.Monthly, Dollar, Day, "us")), "owner", "owner"),
        (_ => new PriceAdded(new PriceRow { Model = "my-model", Prices = TokenPrices.PerMillion("1", "2", "3", "4", "5"), Source = "us" }), "owner", "owner"),
        (_ => new PoolRulesChanged(new PoolRules([new PoolRule { Pool = Pool.Programmatic, Entrypoint = "x*" }])), "owner", "owner"),
        (_ => new SignalPatternsSet(new SignalPatterns([new SignalPattern { Kind = SignalKind.OutOfCredit, Text = "x" }])), "owner", "owner"),
        (_ => new ContractSet(new Ratio(9, 10)), "owner", "owner"),
        (_ => new PoolAnchorSet(5), "owner", "owner"),
        (_ => new PayerRulesSet(PayerRules.None), "owner", "owner"),
        (seat => new BalanceRead(seat, Dollar), "owner finance team-admin seat-holder", "owner finance"),
        (seat => new BalanceReadingTakenBack(seat, 1), "owner finance team-admin seat-holder", "owner finance"),
        (_ => new OverageCeilingSet(null, Dollar), "owner", "owner"),
        (_ => new OverageApprovalLimitSet(Dollar), "owner", "owner"),
        (_ => new TeamCreated("Green"), "owner", "owner"),
        (_ => new TeamRenamed("Blue", "Navy"), "owner", "owner"),
        (_ => new CostCentreCreated("77"), "owner", "owner"),
        (_ => new CostCentreRenamed("77", "78"), "owner", "owner"),
        (_ => new TeamRemoved("Green"), "owner", "owner"),
        (_ => new CostCentreRemoved("77"), "owner", "owner"),
        (_ => new RoleGranted("ada@example.org", Role.Owner), "owner", "owner"),
        (_ => new RoleWithdrawn("finance@example.org", Role.Finance), "owner", "owner"),
        (_ => new RunbookSet(null, null, RunbookRules.Default), "owner", "owner"),
        (_ => new DeadManSet(24, 30), "owner", "owner"),
        (_ => new GateFailureSet(false), "owner", "owner"),
        (seat => new SilenceSet(null, seat, null, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()), "owner finance team-admin", "owner finance"),
        (_ => new SilenceEnded(1), "owner finance", "owner finance"),
        (_ => new SourceCreated(-1, "desk", "folder"), "owner platform", "owner platform"),
        (_ => new SourceRenamed(1, "desk"), "owner platform", "owner platform"),
        (seat => new SourceSeatSet(1, seat), "owner platform", "owner platform"),
        (_ => new SourcePoolSet(1, Pool.Programmatic), "owner platform", "owner platform"),
        (_ => new SourceWindowSet(1, 48), "owner platform", "owner platform"),
        (seat => new IdentityAssigned(IdentityKind.Host, "build-1", seat), "owner", "owner"),
        (seat => new IdentityRulesSet([new IdentityRule([new IdentityCondition(IdentityKind.ApiKey, "ci-*")], seat)]), "owner", "owner"),
        (seat => new SeatAdded(-1, "new@example.org", "", "pro", seat == 1 ? "Blue" : "Red", null, 1, Day), "owner team-admin", "owner"),
        (seat => new SeatRenamed(seat, "Second name"), "owner team-admin", "owner"),
        (seat => new SeatPlanChanged(seat, "pro"), "owner team-admin", "owner"),
        (seat => new SeatTeamChanged(seat, "Blue"), "owner team-admin", "owner"),
        (seat => new SeatTeamChanged(seat, "Red"), "owner", "owner"),
        (seat => new SeatTeamChanged(seat, null), "owner", "owner"),
        (seat => new SeatCostCentreChanged(seat, "42"), "owner team-admin", "owner"),
        (seat => new SeatAnchorChanged(seat, 9), "owner team-admin", "owner"),
        (seat => new SeatEnded(seat, Day.AddYears(2)), "owner team-admin", "owner"),
        (seat => new SeatAdditionTakenBack(seat), "owner team-admin", "owner"),
        (seat => new SeatEndTakenBack(seat), "owner team-admin", "owner"),
        (_ => new SeatsImported("seats.csv", 1), "owner team-admin", "owner team-admin"),
        (_ => new SeatsImportUndone(1, 1), "owner team-admin", "owner team-admin"),
        (seat => new CreditClaimed(seat, Programme), "owner team-admin", "owner"),
        (_ => new CreditClaimed(Organisation.PoolAccount, Programme), "owner", "owner"),
        (seat => new ClaimTakenBack(seat, Programme), "owner team-admin", "owner"),
        (seat => new OverageDecided(seat, true, Dollar), "owner team-admin", "owner"),
        (seat => new OverageDecided(seat, true), "owner", "owner"),
        (seat => new OverageDecided(seat, false), "owner team-admin", "owner"),
        (seat => new OverageRequested(seat, Dollar, null), "owner team-admin seat-holder", "owner"),
        (seat => new OverageRequestAnswered(seat, 1, true), "owner team-admin", "owner"),
        (seat => new OverageRequestWithdrawn(seat, 1), "owner team-admin seat-holder", "owner"),
        (seat => new VendorStateDeclared(seat, true), "owner team-admin seat-holder", "owner"),
        (seat => new MoneySourceSet(seat, MoneySource.Requests), "owner", "owner"),
        (seat => new GrantVoided(seat, Dollar), "owner finance", "owner finance"),
        (seat => new LedgerAdjusted(seat, LedgerMove.Overage, false, Dollar), "owner finance", "owner finance"),
    ];

    [Fact]
    public void Every_kind_of_decision_is_in_the_table()
    {
        var kinds = typeof(DecisionBody).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(DecisionBody)) && !t.IsAbstract).Select(t => t.Name).Order(StringComparer.Ordinal);

        Assert.Equal(kinds, Kinds.Select(k => k.Of(1).GetType().Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_kind_of_decision_is_made_by_whom_the_table_says_and_nobody_else()
    {
        var wrong = new List<string>();
        var decider = organisation.Services.GetRequiredService<Decider>();
        Assert.Equal(1, organisation.OwnSeat);
        foreach (var role in Everyone.Split(' '))
        {
            var caller = await organisation.CallerAsync(role);
            foreach (var (of, own, other) in Kinds)
            {
                foreach (var (seat, allowed) in ((int, string)[])[(organisation.OwnSeat, own), (organisation.OtherSeat, other)])
                {
                    var body = of(seat);
                    var isAllowed = await IsAllowedAsync(() => decider.DecideAsync(caller, [new NewDecision(body, 1_793_500_000_000, "why")], preview: true));
                    if (isAllowed != allowed.Split(' ').Contains(role))
                    {
                        wrong.Add($"{body}: {role} {(isAllowed ? "may" : "may not")}");
                    }
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task One_decision_that_is_not_the_callers_keeps_all_of_its_call_out()
    {
        var decider = organisation.Services.GetRequiredService<Decider>();
        var before = await organisation.Database.Decisions.CurrentAsync();

        await Assert.ThrowsAsync<NotAllowedException>(async () => await decider.DecideAsync(
            await organisation.CallerAsync("team-admin"),
            [new NewDecision(new SeatRenamed(organisation.OwnSeat, "Mine"), 1_793_500_000_000), new NewDecision(new SeatRenamed(organisation.OtherSeat, "Not mine"), 1_793_500_000_000)]));

        Assert.Equal(before.Version, (await organisation.Database.Decisions.CurrentAsync()).Version);
    }

    [Fact]
    public async Task What_a_caller_might_do_a_moment_ago_does_not_count_where_the_decision_is_written()
    {
        var own = new RightsOrganisation();
        await own.InitializeAsync();
        var decider = own.Services.GetRequiredService<Decider>();
        var held = await own.CallerAsync("team-admin");
        var writes = own.Database.Decisions;
        var before = await writes.CurrentAsync();
        var withdrawn = new RoleWithdrawn(RightsOrganisation.Email("team-admin"), Role.TeamAdmin, "Blue");

        await decider.DecideAsync(Caller.Product, [new NewDecision(withdrawn, 1_793_500_000_000)]);

        await Assert.ThrowsAsync<NotAllowedException>(() => decider.DecideAsync(held, [new NewDecision(new SeatRenamed(own.OwnSeat, "Mine"), 1_793_500_000_000)]));
        Assert.Equal(before.Version + 1, (await writes.CurrentAsync()).Version);
        await own.DisposeAsync();
    }

    private static async Task<bool> IsAllowedAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (NotAllowedException)
        {
            return false;
        }
    }
}
