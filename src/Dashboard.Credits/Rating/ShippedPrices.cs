using System.Collections.Immutable;

namespace Dashboard.Credits.Rating;

/// <summary>
/// The list prices the product ships with, in USD per million tokens: those of the vendor's pricing page, confirmed model by
/// model by running the vendor's own client 2.1.328 on 2026-11-20, which wins on the prices of that day.
/// </summary>
public static class ShippedPrices
{
    private const string Page = "https://platform.claude.com/docs/en/about-claude/pricing";
    private const string Client = "vendor client 2.1.328, run on 2026-11-20";

    /// <summary>2026-10-07T00:00:00Z: cache reads of Sonnet 5.5 became half the price.</summary>
    private const long SonnetCut = 1_791_331_200_000;

    private static readonly Ratio Double = new(2, 1);
    private static readonly Ratio Sixfold = new(6, 1);

    /// <summary>All rows.</summary>
    public static ImmutableArray<PriceRow> Rows { get; } =
    [
        Row(Client, "claude-fable-5-1", "10", "50", "12.5", "20", "0.25"),
        Row(Client, "claude-mythos-5-1", "10", "50", "12.5", "20", "0.25"),
        Row(Client, "claude-fable-5", "10", "50", "12.5", "20", "1"),
        Row(Page, "claude-mythos-5", "10", "50", "12.5", "20", "1"),
        Row(Client, "claude-opus-5-5", "4", "20", "5", "8", "0.2") with { Fast = Double },
        Row(Client, "claude-opus-5", "5", "25", "6.25", "10", "0.5") with { Fast = Double },
        Row(Client, "claude-opus-4-8", "5", "25", "6.25", "10", "0.5") with { Fast = Double },
        Row(Client, "claude-opus-4-7", "5", "25", "6.25", "10", "0.5") with { Fast = Sixfold },
        Row(Client, "claude-opus-4-6", "5", "25", "6.25", "10", "0.5") with { Fast = Sixfold },
        Row(Client, "claude-opus-4-5", "5", "25", "6.25", "10", "0.5"),
        Row(Page, "claude-opus-4-1", "15", "75", "18.75", "30", "1.5"),
        Row(Page, "claude-opus-4", "15", "75", "18.75", "30", "1.5"),
        Row(Page, "claude-opus-4-0", "15", "75", "18.75", "30", "1.5"),
        Row(Page, "claude-sonnet-5-5", "2", "10", "2.5", "4", "0.2"),
        Row(Client, "claude-sonnet-5-5", "2", "10", "2.5", "4", "0.1") with { ValidFromMs = SonnetCut },
        Row(Client, "claude-sonnet-5", "2", "10", "2.5", "4", "0.2"),
        Row(Client, "claude-sonnet-4-6", "3", "15", "3.75", "6", "0.3"),
        Row(Client, "claude-sonnet-4-5", "3", "15", "3.75", "6", "0.3") with { Tier = LongSonnet },
        Row(Page, "claude-sonnet-4", "3", "15", "3.75", "6", "0.3") with { Tier = LongSonnet },
        Row(Page, "claude-sonnet-4-0", "3", "15", "3.75", "6", "0.3") with { Tier = LongSonnet },
        Row(Client, "claude-haiku-5-5", "0.1", "0.5", "0.125", "0.2", "0.01") with
        {
            Tier = new PriceTier(100_000, TokenPrices.PerMillion("0.5", "2.5", "0.625", "1", "0.05")),
        },
        Row(Client, "claude-haiku-4-5", "1", "5", "1.25", "2", "0.1"),
        Row(Page, "claude-haiku-3-5", "0.8", "4", "1", "1.6", "0.08"),
        Row(Page, "claude-3-5-haiku", "0.8", "4", "1", "1.6", "0.08"),
    ];

    private static PriceTier LongSonnet => new(200_000, TokenPrices.PerMillion("6", "22.5", "7.5", "12", "0.6"), LongContextOnly: true);

    private static PriceRow Row(string source, string model, string input, string output, string write5m, string write1h, string read) => new()
    {
        Model = model,
        Prices = TokenPrices.PerMillion(input, output, write5m, write1h, read),
        Source = source,
    };
}
