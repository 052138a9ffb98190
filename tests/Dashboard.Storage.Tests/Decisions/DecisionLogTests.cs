using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Runbook;
using Dashboard.Credits.Usage;
using Dashboard.Credits.Vendor;
using Dashboard.Storage.Decisions;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Tests.Decisions;

public sealed class DecisionLogTests
{
    private const long Noon = Records.Noon;
    private static readonly DateOnly Start = new(2026, 11, 1);

    [Theory, BothDatabases]
    public async Task Every_kind_of_decision_is_read_back_by_another_process_as_it_was_written(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var log = test.Database.Decisions;
        await log.AppendAsync(Noon, EveryKind(FirstRequest, FirstSilence, FirstReading));

        // Who asked cannot answer.
        var written = Assert.IsType<AppendResult.Appended>(await log.AppendAsync([new NewDecision(new OverageRequestAnswered(1, FirstRequest + 2, false), Noon, "no")], "another", Noon));

        // A money source changes at the start of a UTC day.
        var source = await log.RegisterSourceAsync("Vendor: acme", "vendor", Noon);
        var money = new MoneySourceSet(1, MoneySource.VendorReport, 5, VendorReportKind.EnterpriseCost, source);
        written = Assert.IsType<AppendResult.Appended>(await log.AppendAsync([new NewDecision(money, Noon - (Noon % 86_400_000), "no requests arrive")], "another", Noon));

        var again = await new DecisionLog(test.Database).CurrentAsync();
        var rows = await log.ReadAsync(null, null, 100);

        Assert.Equal(EveryKind().Length + 3, rows.Count);
        Assert.Equal(new VendorMoney(5, VendorReportKind.EnterpriseCost, source), again.MoneySources[1].At(Noon));
        Assert.Equal(typeof(DecisionBody).Assembly.GetTypes().Count(t => t.IsSubclassOf(typeof(DecisionBody)) && !t.IsAbstract), rows.Select(r => r.Kind).Distinct().Count());
        Assert.Equal(written.Organisation.Version, again.Version);
        Assert.Equal("Other name", again.Name);
        Assert.Equal("Second name", again.Seats[1].Name);
        Assert.Equal("team-premium", again.Seats[1].Plan.At(Noon));
        Assert.Equal("Europe/Berlin", again.Rules.Zone.At(Noon));
        Assert.Equal(Nanodollars.FromUsd(7), again.Seats[1].Overage.At(Noon).Cap);
        Assert.Equal((Nanodollars.FromUsd(70), Nanodollars.FromUsd(50)), (again.OverageLimits.CeilingOf("Blue"), again.OverageLimits.OnePersonUpTo));
        Assert.Equal([OverageRequestState.Withdrawn, OverageRequestState.Refused], again.OverageRequests.Values.Select(r => r.State));
        Assert.Equal(new VendorState(true, Noon, "test", FirstRequest + 3), again.VendorStates[1]);
        Assert.Equal(new Ratio(9, 10), again.Contract);
        Assert.Equal(("team:Blue", 1, RunbookRules.Default), again.Runbooks.Of(again.Seats[1] with { Team = new("Blue") }, Noon) is var own ? (own.Scope, own.Number, own.Rules) : default);
        Assert.Equal(("organisation", "at-70"), again.Runbooks.Of(again.Seats[1], Noon) is var general ? (general.Scope, general.Rules.Stages[0].Stage.Id) : default);
        Assert.Equal((Noon, new DeadManSet(24, 30), false), (again.Runbooks.Silences.Values.Single().EndMs, again.Runbooks.DeadMan, again.Runbooks.GateFailsOpen));
        Assert.Equal(2, again.Manual[1].Length);
        Assert.Equal(1, again.Sources[1].Seat.At(Noon));
        Assert.Equal(Pool.Programmatic, again.Sources[1].Pool.At(Noon));
        Assert.Equal(new PriceTier(10, TokenPrices.PerMillion("1", "2", "3", "4", "5")), Assert.Single(again.Prices.For("my-model").Rows).Tier);
        Assert.Equal(Nanodollars.FromUsd(30), again.Rules.ProgrammeOf("internal-budget").AllowanceAt(Noon + 1, TimeZoneInfo.Utc, "pro", "Blue", null)!.Amount);
    }

    [Theory, BothDatabases]
    public async Task Not_eligible_and_an_unknown_modifier_are_read_back_as_such(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await test.Database.Decisions.CreateOrganisationAsync();
        await test.Database.Decisions.AppendAsync(
            Noon,
            new AllowanceSet("agent-sdk-credit", new AllowanceRow { Key = "pro", Amount = null, EffectiveFrom = Start, Source = "us" }),
            new PriceAdded(new PriceRow { Model = "my-model", Prices = TokenPrices.PerMillion("1", "2", "3", "4", "5"), Batch = null, GeoUs = null, Source = "us" }));

        var again = await new DecisionLog(test.Database).CurrentAsync();

        var allowance = again.Rules.ProgrammeOf("agent-sdk-credit").AllowanceAt(Noon + 1, TimeZoneInfo.Utc, "pro", null, null)!;
        Assert.Equal("us", allowance.Source);
        Assert.Null(allowance.Amount);
        var price = Assert.Single(again.Prices.For("my-model").Rows);
        Assert.Null(price.Batch);
        Assert.Null(price.GeoUs);
    }

    [Theory, BothDatabases]
    public async Task The_database_itself_refuses_to_change_a_decision(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await test.Database.Decisions.CreateOrganisationAsync();
        await using var db = test.Database.CreateDbContext();

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync("UPDATE decision SET actor = 'somebody'"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync("DELETE FROM decision"));

        Assert.Single(await test.Database.Decisions.ReadAsync(null, null, 10));
    }

    [Theory, BothDatabases]
    public async Task One_refused_decision_keeps_all_of_its_call_out(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var log = test.Database.Decisions;
        await log.CreateOrganisationAsync();

        var problem = await log.RefusedAsync(Noon, Seat(-1, "ada@example.org"), Seat(-2, "ADA@example.org"));

        Assert.Equal(DecisionProblem.EmailTaken, problem);
        Assert.Empty((await log.CurrentAsync()).Seats);
        Assert.Equal(1, (await log.AppendAsync(Noon, Seat(-1, "ada@example.org"))).Organisation.SeatOf("Ada@Example.org ")!.Id);
    }

    [Fact]
    public async Task Each_refusal_says_exactly_why()
    {
        await using var test = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var log = test.Database.Decisions;
        Assert.Equal(DecisionProblem.OrganisationMissing, await log.RefusedAsync(Noon, Seat(-1, "ada@example.org")));
        Assert.Equal(DecisionProblem.UnknownZone, await log.RefusedAsync(Noon, new OrganisationCreated("Example", "Mars/Olympus", Start)));
        await log.CreateOrganisationAsync();
        await log.AppendAsync(Noon, Seat(-1, "ada@example.org"), new CreditClaimed(-1, "agent-sdk-credit"));

        Assert.Equal(DecisionProblem.OrganisationExists, await log.RefusedAsync(Noon, new OrganisationCreated("Example", "UTC", Start)));
        Assert.Equal(DecisionProblem.UnknownPlan, await log.RefusedAsync(Noon, new SeatPlanChanged(1, "gold")));
        Assert.Equal(DecisionProblem.UnknownSeat, await log.RefusedAsync(Noon, new SeatPlanChanged(7, "pro")));
        Assert.Equal(DecisionProblem.UnknownSeat, await log.RefusedAsync(Noon, new SeatPlanChanged(0, "pro")));
        Assert.Equal(DecisionProblem.UnknownProgramme, await log.RefusedAsync(Noon, new ProgrammeChosen("none", ProgrammeMode.Off)));
        Assert.Equal(DecisionProblem.BadEmail, await log.RefusedAsync(Noon, Seat(-1, "nobody")));
        Assert.Equal(DecisionProblem.BadAnchor, await log.RefusedAsync(Noon, new SeatAnchorChanged(1, 32)));
        Assert.Equal(DecisionProblem.AlreadyClaimed, await log.RefusedAsync(Noon, new CreditClaimed(1, "agent-sdk-credit")));
        Assert.Equal(DecisionProblem.BadAmount, await log.RefusedAsync(Noon, new GrantVoided(1, default)));
        Assert.Equal(DecisionProblem.SecondPersonNeeded, await log.RefusedAsync(Noon, new GrantVoided(1, Nanodollars.FromUsd(5000))));
        Assert.Equal(DecisionProblem.UnknownSource, await log.RefusedAsync(Noon, new SourceSeatSet(4, 1)));
        var back = await log.AppendAsync([new NewDecision(new OverageDecided(1, true), Noon - 1, "late")], "test", Noon);
        Assert.Equal(DecisionProblem.DatedBack, Assert.IsType<AppendResult.Refused>(back).Refusals[0].Problem);
    }

    [Theory, BothDatabases]
    public async Task A_preview_writes_nothing(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var log = test.Database.Decisions;
        await log.CreateOrganisationAsync();

        var preview = await log.AppendAsync([new NewDecision(Seat(-1, "ada@example.org"), Noon)], "test", Noon, preview: true);

        Assert.Single(Assert.IsType<AppendResult.Appended>(preview).Organisation.Seats);
        Assert.Empty((await log.CurrentAsync()).Seats);
        Assert.Empty((await new DecisionLog(test.Database).CurrentAsync()).Seats);
    }

    [Fact]
    public async Task Ten_thousand_seats_are_appended_at_once_and_load()
    {
        await using var test = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var log = test.Database.Decisions;
        await log.CreateOrganisationAsync();
        await log.AppendAsync(Noon, [.. Enumerable.Range(1, 10_000).SelectMany(i => new DecisionBody[] { Seat(-i, $"seat{i}@example.org"), new CreditClaimed(-i, "agent-sdk-credit") })]);

        var organisation = await new DecisionLog(test.Database).CurrentAsync();

        Assert.Equal(10_000, organisation.Seats.Count);
    }

    /// <summary>The number of the first request: its place in <see cref="EveryKind"/>.</summary>
    private static long FirstRequest => 1 + EveryKind().TakeWhile(b => b is not OverageRequested).Count();

    private static long FirstSilence => 1 + EveryKind().TakeWhile(b => b is not SilenceSet).Count();

    private static long FirstReading => 1 + EveryKind().TakeWhile(b => b is not BalanceRead).Count();

    private static SeatAdded Seat(int id, string email) => new(id, email, "", "max-5x", "Blue", null, 1, Start);

    private static DecisionBody[] EveryKind(long firstRequest = 0, long firstSilence = 0, long firstReading = 0) =>
    [
        new OrganisationCreated("Example", "UTC", Start),
        new OrganisationRenamed("Other name"),
        new RoleGranted("Ada@example.org ", Role.Owner),
        new RoleGranted("ada@example.org", Role.TeamAdmin, "Blue"),
        new RoleWithdrawn("ada@example.org", Role.TeamAdmin, "Blue"),
        new BooksStartMoved(Start.AddDays(-31)),
        new ZoneChanged("Europe/Berlin"),
        new ProgrammeChosen("internal-budget", ProgrammeMode.Shadow),
        new AllowanceSet("internal-budget", new AllowanceRow { Target = AllowanceTarget.Team, Key = "Blue", Amount = Nanodollars.FromUsd(30), EffectiveFrom = Start, Source = "us" }),
        new SeatFeeSet(new SeatFeeRow("max-5x", FeeTerm.Monthly, Nanodollars.FromUsd(100), Start, "us")),
        new PriceAdded(new PriceRow { Model = "my-model", Prices = TokenPrices.PerMillion("1", "2", "3", "4", "5"), Tier = new PriceTier(10, TokenPrices.PerMillion("1", "2", "3", "4", "5")), Fast = new Ratio(2, 1), Source = "us" }),
        new PoolRulesChanged(new PoolRules([new PoolRule { Pool = Pool.Programmatic, Entrypoint = "x*" }])),
        new ContractSet(new Ratio(9, 10)),
        new PoolAnchorSet(5),
        Seat(-1, "Ada@example.org"),
        new SeatRenamed(-1, "Second name"),
        new SeatPlanChanged(-1, "team-premium"),
        new SeatTeamChanged(-1, "Red"),
        new SeatCostCentreChanged(-1, "42"),
        new SeatAnchorChanged(-1, 9),
        new SeatEnded(-1, Start.AddYears(1)),
        new CreditClaimed(-1, "agent-sdk-credit"),
        new OverageDecided(-1, true, Nanodollars.FromUsd(7), Noon + 1),
        new GrantVoided(-1, Nanodollars.FromUsd(1)),
        new LedgerAdjusted(-1, LedgerMove.Overage, false, Nanodollars.FromUsd(1)),
        new SourceCreated(-1, "laptop", "folder"),
        new SourceRenamed(-1, "desk"),
        new SourceSeatSet(-1, -1),
        new SourcePoolSet(-1, Pool.Programmatic),
        new TeamCreated("Green "),
        new TeamRenamed("Green", "Lime"),
        new CostCentreCreated("77"),
        new CostCentreRenamed("77", "78"),
        new SeatEndTakenBack(-1),
        new ClaimTakenBack(-1, "agent-sdk-credit"),
        Seat(-2, "bob@example.org"),
        new SeatAdditionTakenBack(-2),
        new SeatsImported("seats.csv", 1),
        new SeatsImportUndone(38, 1),
        new TeamRemoved("Lime"),
        new CostCentreRemoved("78"),
        new OverageCeilingSet("Blue", Nanodollars.FromUsd(70)),
        new OverageApprovalLimitSet(Nanodollars.FromUsd(50)),
        new OverageRequested(-1, Nanodollars.FromUsd(60), null),
        new OverageRequestWithdrawn(-1, firstRequest),
        new OverageRequested(-1, Nanodollars.FromUsd(61), Noon + 1),
        new VendorStateDeclared(-1, true),
        new SourceWindowSet(-1, 48),
        new RunbookSet(null, null, new RunbookRules { Stages = [new RunbookStage { Stage = Stage.AtPercent(70), Mail = StageMail.Finance, Webhooks = ["ops"], Gate = GateAnswer.Throttle, ThrottleSeconds = 60, AskOverageUpTo = Nanodollars.FromUsd(5) }] }),
        new RunbookSet("Blue", null, RunbookRules.Default),
        new SilenceSet("Blue", null, "at-80", Noon + 1000),
        new SilenceEnded(firstSilence),
        new DeadManSet(24, 30),
        new GateFailureSet(false),
        new PayerRulesSet(new PayerRules([new PayerRule { Payer = Payers.LinkedConsole, Entrypoint = "sdk-*", App = "ci", HasSeatEmail = false, FromMs = Noon, UntilMs = Noon + 1 }])),
        new BalanceRead(-1, Nanodollars.FromUsd(12)),
        new BalanceRead(0, Nanodollars.FromUsd(13)),
        new BalanceReadingTakenBack(0, firstReading + 1),
        new SignalPatternsSet(new SignalPatterns([new SignalPattern { Kind = SignalKind.OutOfCredit, Status = 402 }])),
        new IdentityAssigned(IdentityKind.Email, " Ben@Example.org", -1),
        new IdentityAssigned(IdentityKind.Email, "ben@example.org", null),
        new IdentityRulesSet([new IdentityRule([new IdentityCondition(IdentityKind.ApiKey, "ci-*"), new IdentityCondition(IdentityKind.Repository, "acme/shop")], -1)]),
    ];
}
