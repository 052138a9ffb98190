using Dashboard.Credits.Money;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Dashboard.Credits.Tests.Usage;

public sealed class RunRemainderTests
{
    private const string Opus = "claude-opus-5-5";

    [Fact]
    public void Results_of_one_session_are_running_totals_and_the_last_counts()
    {
        var totals = RunTotals.Of([AResult(0, 40), AResult(1, 40), AResult(2, 67)]);

        Assert.Equal(67, Assert.Single(totals.Models).Cost!.Value.Value);
    }

    [Fact]
    public void The_last_before_each_fall_counts_too()
    {
        var totals = RunTotals.Of([AResult(0, 30), AResult(1, 50), AResult(2, 10), AResult(3, 20)]);

        Assert.Equal(70, Assert.Single(totals.Models).Cost!.Value.Value);
    }

    [Fact]
    public void The_same_id_is_the_same_result()
    {
        var result = AResult(0, 50);

        Assert.Equal(50, Assert.Single(RunTotals.Of([result, result, result with { AtMs = 7 }]).Models).Cost!.Value.Value);
    }

    [Fact]
    public void The_order_of_results_never_matters()
    {
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            costs =>
            {
                if (costs.Length == 0)
                {
                    return true;
                }

                var results = costs.Select((c, i) => AResult(i, c)).ToArray();
                var shuffled = results.OrderBy(r => (r.Sequence * 7919) % 31).ToArray();
                var (a, b) = (RunTotals.Of(results), RunTotals.Of(shuffled.Concat(results.Take(3))));
                return a.Models.SequenceEqual(b.Models) && a.LastAtMs == b.LastAtMs;
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_total_without_models_belongs_to_a_model_not_stated()
    {
        var result = AResult(0, 0) with { Total = new Nanodollars(1_402_093_500), Models = [new ModelTotal(ModelId.NotStated, new TokenCounts(2409, 15946, 29104, 0, 1617801), 0, null)] };

        var remainder = RunRemainder.Of(RunTotals.Of([result]), []);

        var only = Assert.Single(remainder.Events);
        Assert.Equal(ModelId.NotStated, only.Record.Model);
        Assert.Equal("1.4020935", only.Record.AuthoritativeCost.ToString());
        Assert.True(only.IsRequest);
    }

    [Fact]
    public void A_total_gives_its_only_model_without_a_cost_what_the_others_leave()
    {
        var result = AResult(0, 100) with
        {
            Total = new Nanodollars(77_900_000),
            Models = [new ModelTotal("claude-opus-5[1m]", new TokenCounts(2, 964, 4380, 0, 18774), 0, null), new ModelTotal(Opus, default, 0, new Nanodollars(900_000))],
        };

        var costs = RunTotals.Of([result]).Models.ToDictionary(m => m.Model, m => m.Cost!.Value.Value);

        Assert.Equal(77_000_000, costs["claude-opus-5[1m]"]);
        Assert.Equal(900_000, costs[Opus]);
    }

    [Fact]
    public void A_cost_of_unknown_basis_prices_nothing()
    {
        var result = AResult(0, 0) with
        {
            Total = new Nanodollars(24_520_000),
            Models = [new ModelTotal("claude-unknown-9", new TokenCounts(10, 618, 940, 0, 23000), 0, null, new Nanodollars(24_520_000))],
        };

        var only = Assert.Single(RunRemainder.Of(RunTotals.Of([result]), []).Events);

        Assert.Null(only.Record.AuthoritativeCost);
        Assert.True(Rater.Rate(only.Record, PriceBook.Shipped).IsUnpriced);
    }

    [Fact]
    public void Requests_that_account_for_everything_leave_nothing()
    {
        var result = AResult(0, 23_080_000, "claude-opus-4-8[1m]", new TokenCounts(11, 137, 910, 0, 21000));

        var remainder = RunRemainder.Of(RunTotals.Of([result]), [Known("claude-opus-4-8", 1, new TokenCounts(11, 137, 0, 910, 21000), 23_080_000)]);

        Assert.Empty(remainder.Events);
        Assert.Empty(remainder.Excesses);
    }

    [Fact]
    public void Placeholder_outputs_are_completed_without_another_request()
    {
        var result = AResult(0, 24_000, Opus, new TokenCounts(15, 544, 300, 920, 21000));

        var only = Assert.Single(RunRemainder.Of(RunTotals.Of([result]), [Known(Opus, 1, new TokenCounts(15, 1, 300, 920, 21000), 20_000)]).Events);

        Assert.False(only.IsRequest);
        Assert.Equal(new TokenCounts(0, 543, 0, 0, 0), only.Record.Tokens);
        Assert.Equal(4_000, only.Record.AuthoritativeCost!.Value.Value);
    }

    [Fact]
    public void A_prompt_that_no_request_shows_is_a_request()
    {
        var result = AResult(0, 24_000, Opus, new TokenCounts(15, 544, 0, 0, 21000));

        Assert.True(Assert.Single(RunRemainder.Of(RunTotals.Of([result]), [Known(Opus, 1, new TokenCounts(5, 100, 0, 0, 11000), 20_000)]).Events).IsRequest);
    }

    [Fact]
    public void Where_requests_exceed_results_the_difference_is_listed()
    {
        var result = AResult(0, 100, Opus, new TokenCounts(1, 1, 0, 0, 0));

        var remainder = RunRemainder.Of(RunTotals.Of([result]), [Known(Opus, 2, new TokenCounts(3, 1, 0, 0, 0), 150)]);

        Assert.Empty(remainder.Events);
        var excess = Assert.Single(remainder.Excesses);
        Assert.Equal(50, excess.Money.Value);
        Assert.Equal(2, excess.Tokens.Input);
    }

    [Fact]
    public void A_result_without_models_is_compared_with_all_requests_of_its_session()
    {
        var result = AResult(0, 0) with { Total = new Nanodollars(500), Models = [new ModelTotal(ModelId.NotStated, default, 0, null)] };

        var only = Assert.Single(RunRemainder.Of(RunTotals.Of([result]), [Known(Opus, 1, default, 300), Known("claude-haiku-5-5", 1, default, 150)]).Events);

        Assert.Equal(50, only.Record.AuthoritativeCost!.Value.Value);
        Assert.False(only.IsRequest);
    }

    [Fact]
    public void A_remainder_keeps_its_identity_while_it_shrinks()
    {
        var result = AResult(0, 500, Opus, new TokenCounts(10, 10, 0, 0, 0));

        var before = Assert.Single(RunRemainder.Of(RunTotals.Of([result]), []).Events).Record;
        var after = Assert.Single(RunRemainder.Of(RunTotals.Of([result]), [Known(Opus, 1, new TokenCounts(4, 4, 0, 0, 0), 100)]).Events).Record;

        Assert.Equal(UsageIdentity.PrimaryOf(before), UsageIdentity.PrimaryOf(after));
        Assert.Equal(UsageSource.Result, after.Source);
    }

    [Fact]
    public void Requests_and_remainder_together_are_never_less_than_the_results()
    {
        Prop.ForAll(
            ArbMap.Default.ArbFor<Tuple<uint, uint>>(),
            pair =>
            {
                var remainder = RunRemainder.Of(RunTotals.Of([AResult(0, pair.Item1)]), [Known(Opus, 1, default, pair.Item2)]);
                var posted = pair.Item2 + remainder.Events.Sum(e => e.Record.AuthoritativeCost!.Value.Value);
                return posted == Math.Max(pair.Item1, (long)pair.Item2);
            }).QuickCheckThrowOnFailure();
    }

    private static RunResult AResult(int sequence, long cost, string model = Opus, TokenCounts tokens = default) => new()
    {
        Session = "s",
        Id = $"r{sequence}",
        AtMs = 5,
        Sequence = sequence,
        Total = new Nanodollars(cost),
        Models = [new ModelTotal(model, tokens, 0, new Nanodollars(cost))],
    };

    private static KnownRequests Known(string model, int count, TokenCounts tokens, long cost) => new(model, count, tokens, 0, new Nanodollars(cost));
}
