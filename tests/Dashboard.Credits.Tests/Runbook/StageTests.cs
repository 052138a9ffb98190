using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Dashboard.Credits.Tests.Runbook;

public sealed class StageTests
{
    [Fact]
    public void A_seat_at_exactly_80_percent_enters_the_first_stage()
    {
        Assert.Equal([new StageDecision("at-80", 1, StageMove.Entered)], Evaluate(At(80)).Decisions);
        Assert.Empty(Evaluate(At(80) with { Consumed = Nanodollars.FromUsd(80) - new Nanodollars(1) }).Decisions);
    }

    [Fact]
    public void Stages_on_a_share_look_at_shares_alone_and_go_by_exact_percentages_beyond_100_too()
    {
        IReadOnlyList<Stage> stages = [.. Stage.Defaults, Stage.AtShare(80), Stage.AtShare(100)];
        var share = At(80) with { IsShare = true, Available = Nanodollars.Zero, ExhaustionProbability = 1, ActiveDays = 9 };

        Assert.Equal(["share-80"], StageEvaluator.Evaluate(stages, [], share).Decisions.Select(d => d.StageId));
        Assert.Empty(StageEvaluator.Evaluate(stages, [], share with { Consumed = share.Consumed - new Nanodollars(1) }).Decisions);
        Assert.Equal(["share-80", "share-100"], StageEvaluator.Evaluate(stages, [], share with { Consumed = Nanodollars.FromUsd(250) }).Decisions.Select(d => d.StageId));
        Assert.DoesNotContain(StageEvaluator.Evaluate(stages, [], share with { IsShare = false }).Decisions, d => d.StageId.StartsWith("share-", StringComparison.Ordinal));
        Assert.Empty(StageEvaluator.Evaluate(stages, [new StageState("share-80", 1)], At(1)).Decisions);
        Assert.Equal((Stage.AtShare(80), null, null), (Stage.OfId("share-80"), Stage.OfId("share-0"), Stage.OfId("share-101")));
    }

    [Fact]
    public void A_jump_from_70_to_97_enters_80_and_95_in_order()
    {
        var before = Evaluate(At(70));

        var after = Evaluate(At(97), before);

        Assert.Empty(before.Decisions);
        Assert.Equal(["at-80", "at-95"], after.Decisions.Select(d => d.StageId));
    }

    [Fact]
    public void A_jump_to_nothing_left_ends_with_exhausted_and_predicts_nothing()
    {
        var decisions = Evaluate(At(100) with { ExhaustionProbability = 1, ActiveDays = 9 }).Decisions;

        Assert.Equal(["at-80", "at-95", "exhausted"], decisions.Select(d => d.StageId));
    }

    [Fact]
    public void Evaluating_again_decides_nothing()
    {
        var first = Evaluate(At(97));

        Assert.Empty(Evaluate(At(97), first).Decisions);
        Assert.Empty(Evaluate(At(93), first).Decisions);
    }

    [Fact]
    public void An_allocation_of_zero_has_no_stages()
    {
        var reading = At(0) with { Allocation = Nanodollars.Zero, Available = Nanodollars.Zero, ExhaustionProbability = 1, ActiveDays = 9 };

        Assert.Empty(Evaluate(reading).Decisions);
        Assert.Empty(StageEvaluator.Seed(Stage.Defaults, [], reading).Decisions);
    }

    [Fact]
    public void A_stage_recovers_only_below_its_threshold_minus_five_points()
    {
        var entered = Evaluate(At(96));
        var atNinety = Evaluate(At(90), entered);
        var below = Evaluate(At(90) with { Consumed = Nanodollars.FromUsd(90) - new Nanodollars(1) }, atNinety);

        Assert.Empty(atNinety.Decisions);
        Assert.Equal([new StageDecision("at-95", 2, StageMove.Recovered)], below.Decisions);
        Assert.Equal([new StageDecision("at-95", 3, StageMove.Entered)], Evaluate(At(95), below).Decisions);
    }

    [Fact]
    public void A_grown_allocation_lets_an_exhausted_seat_recover_once()
    {
        var exhausted = Evaluate(At(100));
        var grown = At(100) with { Allocation = Nanodollars.FromUsd(200), Available = Nanodollars.FromUsd(100) };

        var after = Evaluate(grown, exhausted);

        Assert.Equal(["at-80", "at-95", "exhausted"], after.Decisions.Select(d => d.StageId));
        Assert.All(after.Decisions, d => Assert.Equal(StageMove.Recovered, d.Move));
        Assert.Empty(Evaluate(grown, after).Decisions);
    }

    [Fact]
    public void A_voided_grant_exhausts_at_any_percentage()
    {
        var reading = At(40) with { Available = Nanodollars.Zero };

        var decisions = Evaluate(reading).Decisions;

        Assert.Equal([new StageDecision("exhausted", 1, StageMove.Entered)], decisions);
        Assert.Empty(Evaluate(reading, Evaluate(reading)).Decisions);
    }

    [Theory]
    [InlineData(0.4999, 3, false)]
    [InlineData(0.50, 3, true)]
    [InlineData(0.99, 2, false)]
    [InlineData(null, 30, false)]
    public void Projected_to_exhaust_enters_at_half_from_the_third_active_day(double? p, int activeDays, bool enters)
    {
        var decisions = Evaluate(At(30) with { ExhaustionProbability = p, ActiveDays = activeDays }).Decisions;

        Assert.Equal(enters ? ["projected-50"] : [], decisions.Select(d => d.StageId));
    }

    [Fact]
    public void Projected_to_exhaust_arms_again_below_45_percent()
    {
        var entered = Evaluate(Likely(0.6));
        var held = Evaluate(Likely(0.45), entered);
        var recovered = Evaluate(Likely(0.4499), held);

        Assert.Empty(held.Decisions);
        Assert.Equal([new StageDecision("projected-50", 2, StageMove.Recovered)], recovered.Decisions);
        Assert.Equal([new StageDecision("projected-50", 3, StageMove.Entered)], Evaluate(Likely(0.5), recovered).Decisions);

        static AccountReading Likely(double p) => At(30) with { ExhaustionProbability = p, ActiveDays = 5 };
    }

    [Fact]
    public void A_new_rule_on_a_seat_already_past_it_is_seeded_and_does_not_fire()
    {
        var running = Evaluate(At(85));
        var created = Stage.AtPercent(60);

        var seeded = StageEvaluator.Seed([created], running.States, At(85));
        var next = StageEvaluator.Evaluate([.. Stage.Defaults, created], seeded.States, At(86));

        Assert.Equal([new StageDecision("at-60", 1, StageMove.Seeded)], seeded.Decisions);
        Assert.Empty(next.Decisions);
        Assert.Equal("at-60", Assert.Single(StageEvaluator.Evaluate([created], seeded.States, At(54)).Decisions, d => d.Move == StageMove.Recovered).StageId);
    }

    [Fact]
    public void A_new_rule_not_yet_passed_fires_when_it_is()
    {
        var created = Stage.AtPercent(90);

        var seeded = StageEvaluator.Seed([created], [], At(85));

        Assert.Empty(seeded.Decisions);
        Assert.Equal(StageMove.Entered, Assert.Single(StageEvaluator.Evaluate([created], seeded.States, At(90)).Decisions).Move);
    }

    [Fact]
    public void Stages_are_monotone_while_consumption_grows_and_no_key_is_used_twice()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), steps =>
        {
            var evaluation = new StageEvaluation([], []);
            var keys = new HashSet<(string, int)>();
            var entered = new HashSet<string>();
            var percent = 0;
            foreach (var step in steps)
            {
                percent = Math.Min(100, percent + (step % 30));
                evaluation = Evaluate(At(percent), evaluation);
                if (!evaluation.Decisions.All(d => keys.Add((d.StageId, d.Crossing)) && d.Move == StageMove.Entered && entered.Add(d.StageId)))
                {
                    return false;
                }
            }

            return entered.Contains("at-80") == (percent >= 80) && entered.Contains("at-95") == (percent >= 95) && entered.Contains("exhausted") == (percent == 100);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Whatever_happens_a_stage_alternates_and_a_second_evaluation_is_quiet()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), readings =>
        {
            var evaluation = new StageEvaluation([], []);
            var crossings = new Dictionary<string, int>();
            foreach (var value in readings)
            {
                var reading = At(value % 101) with { ExhaustionProbability = value / 255.0, ActiveDays = value % 6 };
                evaluation = Evaluate(reading, evaluation);
                foreach (var decision in evaluation.Decisions)
                {
                    var last = crossings.GetValueOrDefault(decision.StageId);
                    if (decision.Crossing != last + 1 || (decision.Move == StageMove.Entered) != (decision.Crossing % 2 == 1))
                    {
                        return false;
                    }

                    crossings[decision.StageId] = decision.Crossing;
                }

                if (Evaluate(reading, evaluation).Decisions.Count > 0)
                {
                    return false;
                }
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Thresholds_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Stage.AtPercent(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Stage.AtPercent(101));
        Assert.Throws<ArgumentOutOfRangeException>(() => Stage.WhenProjected(100));
    }

    private static AccountReading At(int percentOfHundredDollars) => new()
    {
        Allocation = Nanodollars.FromUsd(100),
        Consumed = Nanodollars.FromUsd(percentOfHundredDollars),
        Available = Nanodollars.FromUsd(100 - percentOfHundredDollars),
    };

    private static StageEvaluation Evaluate(AccountReading reading, StageEvaluation? before = null) =>
        StageEvaluator.Evaluate(Stage.Defaults, before?.States ?? [], reading);
}
