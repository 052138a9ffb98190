using Dashboard.Credits.Money;

namespace Dashboard.Credits.Rating;

/// <summary>
/// The price of one model from an instant on. A row ends where the model's next row begins; the first row of a model has
/// no lower end and the last no upper (law, section 4). The owner may add rows.
/// </summary>
public sealed record PriceRow
{
    /// <summary>The web search fee, the same for every model: 10 USD per 1,000. Never multiplied by a modifier.</summary>
    public static readonly Nanodollars WebSearchFee = new(10_000_000);

    /// <summary>The normalised model id (<see cref="ModelId"/>), matched exactly.</summary>
    public required string Model { get; init; }

    /// <summary>First instant of the row, Unix milliseconds UTC, included; null for "always until the next row".</summary>
    public long? ValidFromMs { get; init; }

    /// <summary>Prices per token.</summary>
    public required TokenPrices Prices { get; init; }

    /// <summary>Other prices for large prompts; null when the price is flat.</summary>
    public PriceTier? Tier { get; init; }

    /// <summary>Factor of a batch request; null makes a batch request unpriced.</summary>
    public Ratio? Batch { get; init; } = new Ratio(1, 2);

    /// <summary>Factor of <c>inference_geo</c> exactly <c>us</c>; null makes such a request unpriced. Every other geography is 1.</summary>
    public Ratio? GeoUs { get; init; } = new Ratio(11, 10);

    /// <summary>Factor of speed <c>fast</c>; null makes a fast request unpriced.</summary>
    public Ratio? Fast { get; init; }

    /// <summary>Where the price was published.</summary>
    public required string Source { get; init; }

    /// <summary>A stable name of the row: <c>claude-sonnet-5-5</c>, or <c>claude-sonnet-5-5@1791331200000</c> with a start.</summary>
    public string Key => ValidFromMs is { } from ? $"{Model}@{from}" : Model;

    /// <summary>Whether a request with this prompt size pays the prices of the tier.</summary>
    public bool IsTiered(long promptTokens, bool longContext) =>
        Tier is not null && promptTokens > Tier.PromptOver && (longContext || !Tier.LongContextOnly);

    /// <summary>The prices of a request with this prompt size.</summary>
    public TokenPrices PricesFor(long promptTokens, bool longContext) => IsTiered(promptTokens, longContext) ? Tier!.Prices : Prices;
}
