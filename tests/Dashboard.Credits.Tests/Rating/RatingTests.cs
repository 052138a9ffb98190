using Dashboard.Credits.Money;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;
using Xunit;

namespace Dashboard.Credits.Tests.Rating;

public sealed class RatingTests
{
    private const long Day = 86_400_000;
    private static readonly long Nov2026 = new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    // input, output, five-minute write, one-hour write, read; USD per million tokens, as the vendor's client computed them.
    [Theory]
    [InlineData("claude-fable-5-1", "10", "50", "12.5", "20", "0.25")]
    [InlineData("claude-opus-5-5", "4", "20", "5", "8", "0.2")]
    [InlineData("claude-sonnet-5-5", "2", "10", "2.5", "4", "0.1")]
    [InlineData("claude-haiku-5-5", "0.1", "0.5", "0.125", "0.2", "0.01")]
    [InlineData("claude-opus-5", "5", "25", "6.25", "10", "0.5")]
    [InlineData("claude-sonnet-5", "2", "10", "2.5", "4", "0.2")]
    [InlineData("claude-fable-5", "10", "50", "12.5", "20", "1")]
    [InlineData("claude-opus-4-8", "5", "25", "6.25", "10", "0.5")]
    [InlineData("claude-opus-4-7", "5", "25", "6.25", "10", "0.5")]
    [InlineData("claude-opus-4-6", "5", "25", "6.25", "10", "0.5")]
    [InlineData("claude-opus-4-5-20251101", "5", "25", "6.25", "10", "0.5")]
    [InlineData("claude-sonnet-4-6", "3", "15", "3.75", "6", "0.3")]
    [InlineData("claude-sonnet-4-5-20250929", "3", "15", "3.75", "6", "0.3")]
    [InlineData("claude-haiku-4-5-20251001", "1", "5", "1.25", "2", "0.1")]
    [InlineData("claude-mythos-5-1", "10", "50", "12.5", "20", "0.25")]
    public void Every_price_of_the_vendors_client_is_in_the_shipped_book(string model, string input, string output, string write5m, string write1h, string read)
    {
        var row = PriceBook.Shipped.For(model).At(Nov2026);

        Assert.Equal(TokenPrices.PerMillion(input, output, write5m, write1h, read), row!.Prices);
    }

    [Fact]
    public void Tokens_times_price_is_exact()
    {
        var rated = Rate(AUse("claude-opus-4-8", new TokenCounts(11, 137, 0, 910, 21_000)));

        Assert.Equal("0.02308", rated.Effective.ToString());
        Assert.False(rated.IsAuthoritative);
    }

    [Theory]
    [InlineData("claude-opus-4-5-20251101", "claude-opus-4-5", false)]
    [InlineData("claude-opus-4-8[1m]", "claude-opus-4-8", true)]
    [InlineData("claude-sonnet-4-5-20250929[1m]", "claude-sonnet-4-5", true)]
    [InlineData("claude-opus-4-5@20251101", "claude-opus-4-5", false)]
    [InlineData("claude-haiku-4-5-latest", "claude-haiku-4-5", false)]
    [InlineData("claude-opus-5", "claude-opus-5", false)]
    [InlineData("[1m]", "", true)]
    [InlineData("", "", false)]
    [InlineData("-20250101", "-20250101", false)]
    public void A_model_id_loses_its_suffixes_and_nothing_else(string stated, string expected, bool longContext)
    {
        Assert.Equal(expected, ModelId.Normalize(stated, out var isLong));
        Assert.Equal(longContext, isLong);
    }

    [Theory]
    [InlineData("claude-opus-5-6")]
    [InlineData("claude-opus-5-5-mini")]
    [InlineData("claude-opus")]
    [InlineData("Claude-Opus-5")]
    [InlineData("(not stated)")]
    [InlineData("")]
    public void A_model_is_never_matched_by_its_beginning(string model)
    {
        var rated = Rate(AUse(model, new TokenCounts(1_000, 1_000, 0, 0, 0)));

        Assert.True(rated.IsUnpriced);
        Assert.Null(rated.Effective);
        Assert.Equal(UnpricedReason.UnknownModel, rated.Reason);
    }

    [Theory]
    [InlineData(100_000, "0.01")]
    [InlineData(100_001, "0.0500005")]
    public void A_haiku_prompt_over_100000_tokens_pays_the_dearer_rate_for_every_token(long prompt, string usd)
    {
        var rated = Rate(AUse("claude-haiku-5-5", new TokenCounts(prompt, 0, 0, 0, 0)));

        Assert.Equal(usd, rated.Effective.ToString());
    }

    [Fact]
    public void Cache_writes_and_reads_count_towards_the_prompt_of_the_tier()
    {
        var rated = Rate(AUse("claude-haiku-5-5", new TokenCounts(1, 10, 40_000, 30_000, 30_000)));

        Assert.Equal(500 + (10 * 2_500) + (40_000 * 625) + (30_000 * 1_000) + (30_000 * 50), rated.Effective!.Value.Value);
    }

    [Theory]
    [InlineData("claude-sonnet-4-5-20250929[1m]", 200_001, "1.200006")]
    [InlineData("claude-sonnet-4-5-20250929[1m]", 200_000, "0.6")]
    [InlineData("claude-sonnet-4-5-20250929", 200_001, "0.600003")]
    [InlineData("claude-sonnet-4-20250514[1m]", 200_001, "1.200006")]
    [InlineData("claude-sonnet-4-6[1m]", 200_001, "0.600003")]
    public void Only_the_older_sonnets_with_the_long_context_suffix_have_a_tier_over_200000(string model, long prompt, string usd)
    {
        Assert.Equal(usd, Rate(AUse(model, new TokenCounts(prompt, 0, 0, 0, 0))).Effective.ToString());
    }

    [Theory]
    [InlineData("claude-opus-5-5", 2)]
    [InlineData("claude-opus-5", 2)]
    [InlineData("claude-opus-4-8", 2)]
    [InlineData("claude-opus-4-7", 6)]
    [InlineData("claude-opus-4-6", 6)]
    public void Fast_multiplies_every_token_kind(string model, int factor)
    {
        var use = AUse(model, new TokenCounts(3, 5, 7, 11, 13));

        Assert.Equal(Rate(use).Effective!.Value.Value * factor, Rate(use with { Speed = "fast" }).Effective!.Value.Value);
    }

    [Theory]
    [InlineData("claude-sonnet-5-5", "fast", UnpricedReason.UnknownSpeed)]
    [InlineData("claude-opus-5-5", "turbo", UnpricedReason.UnknownSpeed)]
    [InlineData("claude-opus-5-5", "standard", UnpricedReason.None)]
    [InlineData("claude-opus-5-5", "normal", UnpricedReason.None)]
    [InlineData("claude-opus-5-5", null, UnpricedReason.None)]
    public void A_speed_that_the_row_does_not_know_leaves_the_event_unpriced(string model, string? speed, UnpricedReason reason)
    {
        Assert.Equal(reason, Rate(AUse(model, new TokenCounts(1, 1, 0, 0, 0)) with { Speed = speed }).Reason);
    }

    [Theory]
    [InlineData("us", 4_400)]
    [InlineData("US", 4_000)]
    [InlineData("global", 4_000)]
    [InlineData("not_available", 4_000)]
    [InlineData("", 4_000)]
    public void Only_the_geography_us_costs_a_tenth_more(string geo, long nano)
    {
        Assert.Equal(nano, Rate(AUse("claude-opus-5-5", new TokenCounts(1, 0, 0, 0, 0)) with { Geo = geo }).Effective!.Value.Value);
    }

    [Fact]
    public void Web_searches_are_never_multiplied()
    {
        var use = AUse("claude-opus-5-5", new TokenCounts(1, 0, 0, 0, 0)) with { WebSearches = 2, Batch = true, Geo = "us", Speed = "fast" };

        Assert.Equal((4_000 / 2 * 11 / 10 * 2) + 20_000_000, Rate(use).Effective!.Value.Value);
    }

    [Theory]
    [InlineData(1, 62)] // 125 × ½ = 62.5 goes to the even 62
    [InlineData(3, 188)] // 187.5 goes to the even 188
    [InlineData(5, 312)]
    public void A_fraction_left_by_a_modifier_is_rounded_half_even_once(long writes, long nano)
    {
        Assert.Equal(nano, Rate(AUse("claude-haiku-5-5", new TokenCounts(0, 0, writes, 0, 0)) with { Batch = true }).Effective!.Value.Value);
    }

    [Fact]
    public void The_cache_reads_of_sonnet_5_5_cost_half_from_7_October_2026()
    {
        var cut = new DateTimeOffset(2026, 10, 7, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var use = AUse("claude-sonnet-5-5", new TokenCounts(0, 0, 0, 0, 1));

        Assert.Equal(200, Rate(use with { OccurredAtMs = cut - 1 }).Effective!.Value.Value);
        Assert.Equal(100, Rate(use with { OccurredAtMs = cut }).Effective!.Value.Value);
        Assert.Equal(200, Rate(use with { OccurredAtMs = 0 }).Effective!.Value.Value);
        Assert.Equal(100, Rate(use with { OccurredAtMs = null }).Effective!.Value.Value);
    }

    [Fact]
    public void An_authoritative_cost_wins_and_both_are_kept()
    {
        var use = AUse("claude-opus-5-5", new TokenCounts(1, 0, 0, 0, 0)) with { AuthoritativeCost = new Nanodollars(7) };

        var rated = Rate(use);

        Assert.Equal(7, rated.Effective!.Value.Value);
        Assert.Equal(4_000, rated.Rated!.Value.Value);
        Assert.True(rated.IsAuthoritative);
    }

    [Fact]
    public void An_authoritative_cost_prices_an_unknown_model_and_a_stated_one_does_not()
    {
        var use = AUse("claude-unknown-9", new TokenCounts(1, 0, 0, 0, 0));

        Assert.False(Rate(use with { AuthoritativeCost = new Nanodollars(7) }).IsUnpriced);
        Assert.True(Rate(use with { StatedCost = new Nanodollars(7) }).IsUnpriced);
    }

    [Fact]
    public void The_contract_multiplies_rated_and_reported_cost_alike()
    {
        var use = AUse("claude-opus-5-5", new TokenCounts(1_000, 0, 0, 0, 0)) with { AuthoritativeCost = new Nanodollars(1_000), WebSearches = 1 };

        var rated = Rater.Rate(use, PriceBook.Shipped, new Ratio(9, 10));

        Assert.Equal((4_000_000 + 10_000_000) * 9 / 10, rated.Rated!.Value.Value);
        Assert.Equal(900, rated.Effective!.Value.Value);
        Assert.Equal(1_000, rated.List!.Value.Value);
    }

    [Fact]
    public void An_amount_above_the_limit_is_unpriced_not_an_overflow()
    {
        var many = new TokenCounts(TokenCounts.MaxPerKind, TokenCounts.MaxPerKind, TokenCounts.MaxPerKind, TokenCounts.MaxPerKind, TokenCounts.MaxPerKind);

        Assert.Equal(UnpricedReason.AboveLimit, Rate(AUse("claude-opus-4-6", many) with { Speed = "fast", Geo = "us" , WebSearches = 1_000_000_000 }).Reason);
        Assert.Equal(UnpricedReason.TokensOutOfRange, Rate(AUse("claude-opus-4-6", many with { Input = TokenCounts.MaxPerKind + 1 })).Reason);
        Assert.Equal(UnpricedReason.TokensOutOfRange, Rate(AUse("claude-opus-4-6", many with { Input = -1 })).Reason);
    }

    [Fact]
    public void Tokens_of_many_requests_of_a_tiered_model_are_not_guessed()
    {
        var use = AUse("claude-haiku-5-5", new TokenCounts(100_001, 0, 0, 0, 0)) with { Source = UsageSource.Result };

        Assert.Equal(UnpricedReason.TierOfAggregate, Rate(use).Reason);
        Assert.Equal(UnpricedReason.None, Rate(use with { Tokens = new TokenCounts(100_000, 0, 0, 0, 0) }).Reason);
    }

    [Fact]
    public void A_row_of_the_owner_prices_a_new_model_at_all_times_and_a_dated_one_from_its_start()
    {
        var book = PriceBook.Shipped.With(
        [
            new PriceRow { Model = "claude-next-9", ValidFromMs = Nov2026, Prices = TokenPrices.PerMillion("1", "2", "3", "4", "5"), Source = "contract" },
            new PriceRow { Model = "claude-opus-5", ValidFromMs = Nov2026, Prices = TokenPrices.PerMillion("1", "2", "3", "4", "5"), Source = "contract" },
        ]);

        Assert.Equal(1_000, Rater.Rate(AUse("claude-next-9", new TokenCounts(1, 0, 0, 0, 0)) with { OccurredAtMs = 1 }, book).Effective!.Value.Value);
        Assert.Equal(5_000, Rater.Rate(AUse("claude-opus-5", new TokenCounts(1, 0, 0, 0, 0)) with { OccurredAtMs = Nov2026 - Day }, book).Effective!.Value.Value);
        Assert.Equal(1_000, Rater.Rate(AUse("claude-opus-5", new TokenCounts(1, 0, 0, 0, 0)), book).Effective!.Value.Value);
    }

    private static RatedUsage Rate(UsageRecord record) => Rater.Rate(record, PriceBook.Shipped);

    private static UsageRecord AUse(string model, TokenCounts tokens) => new() { Source = UsageSource.Transcript, Model = model, Tokens = tokens, OccurredAtMs = Nov2026 };
}
