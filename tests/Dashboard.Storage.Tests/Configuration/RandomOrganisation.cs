using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Runbook;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Tests.Configuration;

/// <summary>An organisation with histories of every kind, by a seed; every decision is booked before now.</summary>
internal static class RandomOrganisation
{
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/Havana", "Asia/Kolkata"];
    private static readonly string[] Names = ["Blue", "Red", "Größe & Co", "日本", "=1+1", "a\"b"];

    public static async Task FillAsync(Database database, Random random, long nowMs)
    {
        var log = database.Decisions;
        var booked = nowMs - (20 * Records.Day);
        await AppendAsync(new OrganisationCreated("Example " + random.Next(100), Pick(Zones), new DateOnly(2026, 10, random.Next(1, 29))));
        await AppendAsync(new ProgrammeChosen("agent-sdk-credit", ProgrammeMode.Enforced));
        await SomeAsync(3, () => new ProgrammeChosen(Pick(["agent-sdk-credit", "internal-budget"]), Pick(Enum.GetValues<ProgrammeMode>())));
        await SomeAsync(2, () => new ZoneChanged(Pick(Zones)));
        await SomeAsync(2, () => new ContractSet(new Ratio(random.Next(1, 10), 10)));
        await SomeAsync(2, () => new PoolAnchorSet(random.Next(1, 32)));
        await SomeAsync(2, () => new PayerRulesSet(new PayerRules([new PayerRule { Payer = Payers.All[random.Next(3)], Entrypoint = "sdk-*", HasSeatEmail = random.Next(2) == 0 ? null : random.Next(2) == 0 }, new PayerRule { Payer = Payers.Plan, App = "app" }])));
        await SomeAsync(3, () => new SeatFeeSet(new SeatFeeRow(Plan(), Pick(Enum.GetValues<FeeTerm>()), Usd(), Day(), "us")));
        await SomeAsync(4, () => new AllowanceSet(Pick(["agent-sdk-credit", "internal-budget"]), Allowance()));
        await SomeAsync(3, () => new PriceAdded(Price()));
        await SomeAsync(2, () => new PoolRulesChanged(new PoolRules([new PoolRule { Pool = Pick(Enum.GetValues<Pool>()), Entrypoint = "x*", FromMs = random.Next(2) == 0 ? At() : null, Source = Pick<UsageSource?>([null, UsageSource.Otlp]), HasSeatEmail = Pick<bool?>([null, true, false]) }, .. PoolRules.Shipped.Rules])));
        await SomeAsync(2, () => new SignalPatternsSet(new SignalPatterns([new SignalPattern { Kind = Pick(Enum.GetValues<SignalKind>()), Status = Pick<int?>([null, 402, 529]), Text = Pick(["no credit", "Ünal \"Q\""]) }, new SignalPattern { Kind = SignalKind.Overloaded, Status = 503 }, .. SignalPatterns.Shipped.Patterns])));
        for (var i = 0; i < random.Next(1, 6); i++)
        {
            await AppendAsync(new SeatAdded(-1, $"s{i}@example.org", Pick(["", "Ada", "Ünal \"Q\""]), Plan(), Pick<string?>([null, .. Names]), Pick<string?>([null, .. Names]), random.Next(1, 32), new DateOnly(2026, random.Next(1, 12), random.Next(1, 29))));
            var seat = (await log.CurrentAsync()).LastSeatId;
            await SomeAsync(3, () => new SeatPlanChanged(seat, Plan()));
            await SomeAsync(3, () => new SeatTeamChanged(seat, Pick<string?>([null, .. Names])));
            await SomeAsync(2, () => new SeatCostCentreChanged(seat, Pick<string?>([null, .. Names])));
            await SomeAsync(2, () => new SeatAnchorChanged(seat, random.Next(1, 32)));
            await SomeAsync(2, () => new SeatEnded(seat, new DateOnly(2027, random.Next(1, 12), 1)));
            await SomeAsync(2, () => new CreditClaimed(seat, Pick(["agent-sdk-credit", "internal-budget"])), mayBeRefused: true);
            await SomeAsync(4, () => Overage(seat), ahead: true);
        }

        await SomeAsync(6, () => new IdentityAssigned(Pick(Enum.GetValues<IdentityKind>()), Pick(["who@example.org", "a=b", "K \"1\"", "ünal"]), Pick<int?>([null, 1, 2])), mayBeRefused: true);
        await SomeAsync(4, () => new IdentityRulesSet([.. Enumerable.Range(0, random.Next(3)).Select(_ => new IdentityRule([new IdentityCondition(Pick(Enum.GetValues<IdentityKind>()), Pick(["x*", "*", "a=b"]))], 1))]), mayBeRefused: true);
        await SomeAsync(2, () => new CreditClaimed(0, "agent-sdk-credit"), mayBeRefused: true);
        await SomeAsync(2, () => Overage(0), ahead: true);
        await SomeAsync(2, () => new OverageCeilingSet(Pick<string?>([null, .. Names]), random.Next(4) == 0 ? null : new Nanodollars(Usd().Value * 100)), mayBeRefused: true, now: true);
        await SomeAsync(1, () => new OverageApprovalLimitSet(Usd()), now: true);
        await AppendAsync(new RoleGranted("owner@example.org", Role.Owner));
        await SomeAsync(3, () => Pick(Enum.GetValues<Role>()) is var role && role == Role.TeamAdmin ? new RoleGranted("p@example.org", role, Pick(Names)) : new RoleGranted("p@example.org", role), mayBeRefused: true);
        await SomeAsync(3, () => new RunbookSet(null, null, Rules()), now: true);
        await SomeAsync(3, () => new RunbookSet(Pick(Names), null, Rules()), mayBeRefused: true, now: true);
        await SomeAsync(3, () => new RunbookSet(null, random.Next(1, 6), Rules()), mayBeRefused: true, now: true);
        await SomeAsync(2, () => new RunbookSet(Pick(Names), null, null), mayBeRefused: true, now: true);
        await SomeAsync(1, () => new DeadManSet(random.Next(3) == 0 ? null : random.Next(1, 745), random.Next(5, 1441)), now: true);
        await SomeAsync(1, () => new GateFailureSet(random.Next(2) == 0), now: true);
        await SomeAsync(2, () => new TeamCreated("Team " + random.Next(100)), mayBeRefused: true);
        await SomeAsync(2, () => new CostCentreCreated("Centre " + random.Next(100)), mayBeRefused: true);
        await SomeAsync(2, () => new TeamRenamed(Pick(Names), "New " + random.Next(100)), mayBeRefused: true);

        T Pick<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

        string Plan() => Pick(Plans.All).Id;

        Nanodollars Usd() => new(random.NextInt64(0, 500_000_000_000));

        DateOnly Day() => new(2026, random.Next(9, 13), random.Next(1, 29));

        // An hour around day borders too: those are written as days, the others as instants.
        long At() => booked + (random.Next(-20, 40) * Records.Day) + Pick<long>([-12 * 3_600_000, 0, 1, 5 * 3_600_000]);

        OverageDecided Overage(int seat)
        {
            var on = random.Next(3) > 0;
            return new OverageDecided(seat, on, on && random.Next(2) == 0 ? Usd() : null);
        }

        RunbookRules Rules() => new() { Stages = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Step()).DistinctBy(s => s.Stage.Id)] };

        RunbookStage Step()
        {
            var gate = Pick(Enum.GetValues<GateAnswer>());
            return new RunbookStage
            {
                Stage = Pick([Stage.AtPercent(random.Next(1, 101)), Stage.WhenProjected(random.Next(6, 100)), Stage.WhenExhausted()]),
                Mail = (StageMail)random.Next(16),
                ExtraMail = random.Next(2) == 0 ? [] : ["x@example.org", "y@example.org"],
                Webhooks = random.Next(2) == 0 ? [] : ["hook ünal"],
                Gate = gate,
                FallbackModel = gate is GateAnswer.Fallback ? "small-model" : null,
                ThrottleSeconds = gate is GateAnswer.Throttle ? random.Next(1, 3601) : null,
                AskOverageUpTo = random.Next(2) == 0 ? null : new Nanodollars(Usd().Value + 1),
                RecommendPlan = random.Next(2) == 0,
                EscalateAfterMinutes = random.Next(2) == 0 ? null : random.Next(1, 10_081),
            };
        }

        AllowanceRow Allowance()
        {
            var target = Pick(Enum.GetValues<AllowanceTarget>());
            return new AllowanceRow
            {
                Target = target,
                Key = target switch { AllowanceTarget.Everyone => "", AllowanceTarget.Plan => Plan(), AllowanceTarget.Team => Pick(Names), AllowanceTarget.Seat => "s1@example.org" },
                Amount = random.Next(4) == 0 ? null : Usd(),
                EffectiveFrom = Day(),
                Source = "us",
            };
        }

        PriceRow Price() => new()
        {
            Model = Pick(["my-model", "claude-sonnet-5-5"]),
            ValidFromMs = random.Next(2) == 0 ? At() : null,
            Prices = new TokenPrices(random.Next(1000), random.Next(1000), 3, 4, 5),
            Tier = random.Next(2) == 0 ? new PriceTier(100_000, new TokenPrices(1, 2, 3, 4, 5), random.Next(2) == 0) : null,
            Fast = random.Next(2) == 0 ? new Ratio(2, 1) : null,
            Batch = random.Next(3) == 0 ? null : new Ratio(1, 2),
            Source = "us",
        };

        async Task SomeAsync(int most, Func<DecisionBody> body, bool mayBeRefused = false, bool ahead = false, bool now = false)
        {
            for (var i = random.Next(most + 1); i > 0; i--)
            {
                var at = now ? booked : ahead ? Math.Max(booked, At()) : At();
                var until = ahead && random.Next(3) == 0 ? at + (random.Next(1, 20) * Records.Day) : (long?)null;
                var decision = body() is OverageDecided overage ? overage with { UntilMs = until } : body();
                var result = await log.AppendAsync([new NewDecision(decision, at, "because")], "test", booked);
                Assert.True(result is AppendResult.Appended || mayBeRefused);
                booked += 1000;
            }
        }

        async Task AppendAsync(DecisionBody body) => await log.AppendAsync(booked++, body);
    }
}
