using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Rating;

namespace Dashboard.Cli.Config;

/// <summary>A place in a configuration that is read strictly: what is wrong is collected with its path, and reading goes on.</summary>
internal sealed class ConfigNode(JsonElement element, string path, List<ConfigProblem> problems)
{
    /// <summary>After so many the rest only repeats.</summary>
    public const int MostProblems = 200;

    public string Path => path;

    public bool IsList => element.ValueKind == JsonValueKind.Array;

    public bool IsText => element.ValueKind == JsonValueKind.String;

    public bool IsNull => element.ValueKind == JsonValueKind.Null;

    public void Problem(string reason)
    {
        if (problems.Count < MostProblems)
        {
            problems.Add(new ConfigProblem(path, reason));
        }
    }

    /// <summary>The properties of an object; a key that is not one of these, or stands twice, is a problem. Null when it is no object.</summary>
    public Dictionary<string, ConfigNode>? Object(params ReadOnlySpan<string> keys)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Problem("An object is needed here.");
            return null;
        }

        var found = new Dictionary<string, ConfigNode>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var child = new ConfigNode(property.Value, $"{path}.{property.Name}", problems);
            if (!keys.Contains(property.Name))
            {
                child.Problem($"There is no such key here. The keys are {string.Join(", ", keys!)}.");
            }
            else if (!found.TryAdd(property.Name, child))
            {
                child.Problem("The key stands here twice.");
            }
        }

        return found;
    }

    /// <summary>The properties of an object whose keys are names.</summary>
    public IEnumerable<(string Key, ConfigNode Value)> Entries()
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Problem("An object is needed here.");
            yield break;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var child = new ConfigNode(property.Value, $"{path}[{JsonSerializer.Serialize(property.Name, ConfigJson.Default.String)}]", problems);
            if (!seen.Add(property.Name.Trim()))
            {
                child.Problem("This name stands here twice.");
                continue;
            }

            yield return (property.Name, child);
        }
    }

    /// <summary>The items of a list, each read; those that cannot be are left out with their problem.</summary>
    public ImmutableArray<T> List<T>(Func<ConfigNode, T?> read)
        where T : class
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            Problem("A list is needed here.");
            return [];
        }

        var index = 0;
        var items = ImmutableArray.CreateBuilder<T>();
        foreach (var item in element.EnumerateArray())
        {
            if (read(new ConfigNode(item, $"{path}[{index++}]", problems)) is { } value)
            {
                items.Add(value);
            }
        }

        return items.ToImmutable();
    }

    public string? Text()
    {
        if (element.ValueKind != JsonValueKind.String || element.GetString()!.Trim() is not { Length: > 0 } text)
        {
            Problem("A text is needed here.");
            return null;
        }

        return Storable(text);
    }

    /// <summary>A text, an empty one, or null.</summary>
    public string? TextOrNull()
    {
        if (element.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
        {
            Problem("A text or null is needed here.");
        }

        return element.ValueKind == JsonValueKind.String && element.GetString()!.Trim() is { Length: > 0 } text ? Storable(text) : null;
    }

    /// <summary>PostgreSQL cannot store a NUL.</summary>
    private string? Storable(string text)
    {
        if (!text.Contains('\0', StringComparison.Ordinal))
        {
            return text;
        }

        Problem("A text cannot hold a NUL character.");
        return null;
    }

    public bool Flag()
    {
        if (element.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Problem("true or false is needed here.");
        }

        return element.ValueKind == JsonValueKind.True;
    }

    public long Number(long least, long most)
    {
        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Problem(string.Create(CultureInfo.InvariantCulture, $"A whole number from {least} to {most} is needed here."));
        return least;
    }

    public DateOnly Day()
    {
        if (element.ValueKind == JsonValueKind.String && TryDay(element.GetString()!, out var day))
        {
            return day;
        }

        Problem("A day such as \"2026-11-01\" is needed here.");
        return default;
    }

    public ConfigInstant Instant()
    {
        var text = element.ValueKind == JsonValueKind.String ? element.GetString()! : "";
        if (TryDay(text, out var day))
        {
            return new ConfigInstant(day, 0);
        }

        if (text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            && instant.Year is >= 1970 and < 2200)
        {
            return new ConfigInstant(null, instant.ToUnixTimeMilliseconds());
        }

        Problem("A day such as \"2026-11-01\" or an instant such as \"2026-11-01T09:30:00Z\" is needed here.");
        return default;
    }

    /// <summary>Exact USD as a decimal string.</summary>
    public Nanodollars Money()
    {
        if (element.ValueKind == JsonValueKind.String && IsDecimal(element.GetString()!) && Usd.TryParse(element.GetString(), out var amount) && amount.Value >= 0)
        {
            return amount;
        }

        Problem("An amount in USD as a text with at most 9 decimals is needed here, such as \"40.00\".");
        return default;
    }

    /// <summary>A factor such as <c>"9/10"</c>.</summary>
    public Ratio? Factor()
    {
        if (IsNull)
        {
            return null;
        }

        var parts = element.ValueKind == JsonValueKind.String ? element.GetString()!.Split('/') : [];
        if (parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var above)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var below)
            && above is >= 1 and <= 1_000_000 && below is >= 1 and <= 1_000_000)
        {
            return new Ratio(above, below);
        }

        Problem("A factor such as \"9/10\" is needed here.");
        return null;
    }

    /// <summary>USD per million tokens.</summary>
    public long PerToken()
    {
        if (element.ValueKind == JsonValueKind.String && TokenPrices.TryPerToken(element.GetString(), out var price))
        {
            return price;
        }

        Problem("A price in USD per million tokens as a text is needed here, such as \"3.75\".");
        return 0;
    }

    public T Word<T>((T Value, string Word)[] words)
    {
        var text = element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        foreach (var (value, word) in words)
        {
            if (word == text)
            {
                return value;
            }
        }

        Problem($"One of these words is needed here: {string.Join(", ", words.Select(w => w.Word))}.");
        return words[0].Value;
    }

    public string? Plan()
    {
        var text = element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        if (Plans.All.Any(p => p.Id == text))
        {
            return text;
        }

        Problem($"One of the plans is needed here: {string.Join(", ", Plans.All.Select(p => p.Id))}.");
        return null;
    }

    private static bool IsDecimal(string text) =>
        text.Length is > 0 and <= 20 && text.All(c => char.IsAsciiDigit(c) || c == '.') && (text.IndexOf('.', StringComparison.Ordinal) is var point && (point < 0 || text.Length - point - 1 <= 9));

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is >= 1970 and < 2200;
}
