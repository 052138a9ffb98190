using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.PlanFit;
using Dashboard.Credits.Programmes;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Dashboard.Credits.Tests.PlanFit;

public sealed class PlanFitterTests
{
    private static readonly PlanTerms Standard = new("team-standard", "Team Standard", Nanodollars.FromUsd(20), Nanodollars.FromUsd(25));
    private static readonly PlanTerms Premium = new("team-premium", "Team Premium", Nanodollars.FromUsd(100), Nanodollars.FromUsd(100));
    private static readonly PlanTerms Max = new("max-20x", "Max 20x", Nanodollars.FromUsd(200), null);

    [Fact]
    public void A_heavy_seat_should_have_the_larger_plan_and_the_saving_is_exact()
    {
        var fit = Fit(Standard.PlanId, ACycle(120), ACycle(130));

        var (standard, premium) = (fit.Options[0], fit.Options[1]);
        Assert.Equal(Nanodollars.FromUsd(50 + 100 + 110), standard.Total);
        Assert.Equal(Nanodollars.FromUsd(200 + 20 + 30), premium.Total);
        Assert.Equal(Nanodollars.FromUsd(10), standard.Regret);
        Assert.Equal(FitAdviceKind.Change, fit.Advice.Kind);
        Assert.Equal(Premium.PlanId, fit.Advice.Option!.PlanId);
        Assert.Equal(Nanodollars.FromUsd(10), fit.Advice.Saving);
        Assert.Equal(
            "Team Premium was the cheapest over 2 cycles, and in 2 of them. It costs less than Team Standard above 95 USD of covered usage a cycle."
            + " Plans whose fee is not entered were left out.",
            fit.Advice.Reason);
    }

    [Fact]
    public void At_the_break_even_two_plans_cost_the_same()
    {
        var fit = Fit(Standard.PlanId, ACycle(95), ACycle(95));

        Assert.Equal(Nanodollars.FromUsd(95), fit.Options[1].BreakEven);
        Assert.Equal(fit.Options[0].Total, fit.Options[1].Total);
        Assert.Equal(FitAdviceKind.Keep, fit.Advice.Kind);
        Assert.Equal(Nanodollars.Zero, fit.Advice.Saving);
    }

    [Fact]
    public void A_plan_that_costs_more_than_its_credit_adds_never_pays()
    {
        var dear = Premium with { Fee = Nanodollars.FromUsd(125) };

        var fit = PlanFitter.Fit("s", Standard.PlanId, [Terms(500, Standard, dear), Terms(500, Standard, dear)], withApiKey: false);

        Assert.Null(fit.Options[1].BreakEven);
        Assert.Equal(FitAdviceKind.Keep, fit.Advice.Kind);
    }

    [Fact]
    public void A_plan_without_a_fee_is_never_recommended_and_has_no_total()
    {
        var fit = Fit(Standard.PlanId, ACycle(5000), ACycle(5000));

        var max = Assert.Single(fit.Options, o => o.PlanId == Max.PlanId);
        Assert.Null(max.Total);
        Assert.Null(max.Regret);
        Assert.Equal(0, max.CheapestIn);
        Assert.NotEqual(Max.PlanId, fit.Advice.Option!.PlanId);
    }

    [Fact]
    public void Without_the_current_fee_nothing_is_recommended()
    {
        var fit = Fit(Max.PlanId, ACycle(10), ACycle(10));

        Assert.Equal(FitAdviceKind.CurrentFeeUnknown, fit.Advice.Kind);
        Assert.Equal("The fee of Max 20x is not entered.", fit.Advice.Reason);
        Assert.Null(fit.Advice.Option);
    }

    [Fact]
    public void One_cycle_or_none_is_too_little_history()
    {
        Assert.Equal(FitAdviceKind.TooLittleHistory, Fit(Standard.PlanId, ACycle(500)).Advice.Kind);
        Assert.Equal(FitAdviceKind.TooLittleHistory, Fit(Standard.PlanId).Advice.Kind);
    }

    [Fact]
    public void An_api_key_pays_for_other_usage_too()
    {
        FitCycle[] cycles = [ACycle(3) with { Other = Nanodollars.FromUsd(4) }, ACycle(2) with { Other = Nanodollars.FromUsd(30) }];

        var with = PlanFitter.Fit("s", Standard.PlanId, cycles, withApiKey: true);
        var without = PlanFitter.Fit("s", Standard.PlanId, cycles, withApiKey: false);

        Assert.Equal(Nanodollars.FromUsd(39), with.Options[^1].Total);
        Assert.Equal("API key", with.Advice.Option!.Name);
        Assert.Equal(Nanodollars.FromUsd(11), with.Advice.Saving);
        Assert.Null(with.Options[^1].BreakEven);
        Assert.Equal(1, with.Options[^1].CheapestIn);
        Assert.Equal(FitAdviceKind.Keep, without.Advice.Kind);
    }

    [Fact]
    public void A_plan_that_did_not_exist_in_every_cycle_is_left_out()
    {
        var fit = PlanFitter.Fit("s", Standard.PlanId, [Terms(90, Standard), Terms(90, Standard, Premium)], withApiKey: false);

        Assert.Equal([Standard.PlanId], fit.Options.Select(o => o.PlanId));
    }

    [Fact]
    public void Fees_and_allowances_are_those_of_their_own_cycle()
    {
        var dearer = Standard with { Fee = Nanodollars.FromUsd(30), Allowance = Nanodollars.FromUsd(50) };

        var fit = PlanFitter.Fit("s", Standard.PlanId, [Terms(60, Standard), Terms(60, dearer)], withApiKey: false);

        Assert.Equal(Nanodollars.FromUsd(25 + 30), fit.Options[0].Fees);
        Assert.Equal(Nanodollars.FromUsd(40 + 10), fit.Options[0].Usage);
    }

    [Fact]
    public void Terms_come_from_the_dated_rows_of_programme_and_fees()
    {
        var cycle = new BillingCycle(new DateOnly(2026, 11, 1), new DateOnly(2026, 12, 1), 1_793_491_200_000, 1_796_083_200_000);

        var terms = PlanTerms.Of(
            ["team-standard", "team-premium", "max-20x", "enterprise-standard"], ShippedProgrammes.AgentSdkCredit, SeatFees.Shipped, FeeTerm.Annual, cycle, TimeZoneInfo.Utc);

        Assert.Equal(
            [
                Standard with { Fee = Nanodollars.FromUsd(20) },
                Premium,
                Max,
                new PlanTerms("enterprise-standard", "Enterprise Standard", Nanodollars.Zero, null),
            ],
            terms);
    }

    [Fact]
    public void A_shared_credit_is_said()
    {
        var pooled = Standard with { IsPooled = true };

        var fit = PlanFitter.Fit("s", Standard.PlanId, [Terms(5, pooled), Terms(5, pooled)], withApiKey: false);

        Assert.Equal("Team Standard was the cheapest over 2 cycles. The credit is shared: what the seat adds to it stands for its own.", fit.Advice.Reason);
    }

    [Fact]
    public void Nonsense_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Fit("nowhere", ACycle(1), ACycle(1)));
        Assert.Throws<ArgumentException>(() => Fit(Standard.PlanId, ACycle(-1), ACycle(1)));
    }

    [Fact]
    public void Sums_hold_for_any_usage()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), usage =>
        {
            var cycles = usage.Select(u => new FitCycle(new DateOnly(2026, 1, 1), new Nanodollars(u & int.MaxValue), new Nanodollars(u & 0xFFFF), [Standard, Premium, Max])).ToArray();
            var fit = PlanFitter.Fit("s", Standard.PlanId, cycles, withApiKey: true);
            if (cycles.Length == 0)
            {
                return fit.Options.Count == 0;
            }

            var known = fit.Options.Where(o => o.Total is not null).ToList();
            var current = known.Single(o => o.PlanId == Standard.PlanId);
            var total = FitTotal.Of([fit, fit]);
            return known.All(o => o.Total == o.Fees!.Value + o.Usage && o.Regret >= Nanodollars.Zero)
                && known.Any(o => o.Regret == Nanodollars.Zero)
                && (cycles.Length < PlanFitter.LeastCycles || fit.Advice.Saving == current.Regret!.Value)
                && total.Saving == fit.Advice.Saving + fit.Advice.Saving
                && total.Seats == 2;
        }).QuickCheckThrowOnFailure();
    }

    private static SeatFit Fit(string current, params FitCycle[] cycles) => PlanFitter.Fit("s", current, cycles, withApiKey: false);

    private static FitCycle ACycle(int covered) => Terms(covered, Standard, Premium, Max);

    private static FitCycle Terms(int covered, params PlanTerms[] terms) =>
        new(new DateOnly(2026, 10, 1), Nanodollars.FromUsd(covered), Nanodollars.Zero, terms);
}
