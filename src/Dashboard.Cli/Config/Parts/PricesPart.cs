using Dashboard.Credits.Money;
using Dashboard.Credits.Rating;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config.Parts;

/// <summary>The rows of the price book that are not as they are shipped.</summary>
internal static class PricesPart
{
    public static void Write(ConfigText text, Organisation organisation)
    {
        var shipped = PriceBook.Shipped.Rows.ToDictionary(r => r.Key, TextOf, StringComparer.Ordinal);
        text.Many("prices", organisation.Prices.Rows.Where(r => shipped.GetValueOrDefault(r.Key) != TextOf(r)), row => WriteRow(text, row));
    }

    public static ConfigPrice? Read(ConfigNode node)
    {
        if (node.Object("model", "from", "prices", "over", "batch", "geoUs", "fast", "source") is not { } keys
            || keys.Needed("model")?.Text() is not { } model || keys.Needed("prices") is not { } prices || keys.Needed("source")?.Text() is not { } source)
        {
            return null;
        }

        PriceTier? tier = null;
        if (keys["over"] is { } over && over.Object("promptTokens", "longContextOnly", "prices") is { } parts
            && parts.Needed("promptTokens") is { } tokens && parts.Needed("prices") is { } dearer)
        {
            tier = new PriceTier(tokens.Number(1, 1_000_000_000), ReadTokens(dearer), parts["longContextOnly"] is { } only && only.Flag());
        }

        return new ConfigPrice(node.Path, keys["from"]?.Instant(), new PriceRow
        {
            Model = model,
            Prices = ReadTokens(prices),
            Tier = tier,
            Batch = keys["batch"]?.Factor(),
            GeoUs = keys["geoUs"]?.Factor(),
            Fast = keys["fast"]?.Factor(),
            Source = source,
        });
    }

    public static void Plan(ConfigComparison found)
    {
        var known = found.Organisation.Prices.Rows.ToDictionary(r => r.Key, TextOf, StringComparer.Ordinal);
        foreach (var price in found.File.Prices ?? [])
        {
            var row = price.Row with { ValidFromMs = price.From?.In(found.Zone) };
            if (known.GetValueOrDefault(row.Key) != TextOf(row))
            {
                found.Add(price.Path, $"price of {row.Model}{(row.ValidFromMs is { } at ? found.From(at) : "")}", new PriceAdded(row));
            }
        }
    }

    /// <summary>Two rows are the same when their texts are.</summary>
    private static string TextOf(PriceRow row) => ConfigText.Part(text => WriteRow(text, row));

    private static void WriteRow(ConfigText text, PriceRow row) => text.Object(() =>
    {
        text.Json.WriteString("model", row.Model);
        text.From(row.ValidFromMs);
        WriteTokens(text, row.Prices);
        if (row.Tier is { } tier)
        {
            text.Object("over", () =>
            {
                text.Json.WriteNumber("promptTokens", tier.PromptOver);
                text.Json.WriteBoolean("longContextOnly", tier.LongContextOnly);
                WriteTokens(text, tier.Prices);
            });
        }

        text.Json.WriteString("batch", row.Batch?.ToString());
        text.Json.WriteString("geoUs", row.GeoUs?.ToString());
        text.Json.WriteString("fast", row.Fast?.ToString());
        text.Json.WriteString("source", row.Source);
    });

    private static void WriteTokens(ConfigText text, TokenPrices prices) => text.Object("prices", () =>
    {
        text.Json.WriteString("input", PerMillion(prices.Input));
        text.Json.WriteString("output", PerMillion(prices.Output));
        text.Json.WriteString("cacheWrite5m", PerMillion(prices.CacheWrite5m));
        text.Json.WriteString("cacheWrite1h", PerMillion(prices.CacheWrite1h));
        text.Json.WriteString("cacheRead", PerMillion(prices.CacheRead));
    });

    private static TokenPrices ReadTokens(ConfigNode node)
    {
        string[] names = ["input", "output", "cacheWrite5m", "cacheWrite1h", "cacheRead"];
        if (node.Object(names) is not { } keys)
        {
            return default;
        }

        var prices = names.Select(n => keys.Needed(n)?.PerToken() ?? 0).ToArray();
        return new TokenPrices(prices[0], prices[1], prices[2], prices[3], prices[4]);
    }

    private static string PerMillion(long perToken) => Usd.Format(new Nanodollars(perToken * 1_000_000));
}
