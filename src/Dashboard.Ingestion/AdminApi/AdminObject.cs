using System.Text;
using System.Text.Json;
using Dashboard.Credits.Money;
using Dashboard.Credits.Vendor;
using Dashboard.Ingestion.Json;

namespace Dashboard.Ingestion.AdminApi;

/// <summary>
/// Reads fields of one JSON object of an admin API. The first field that does not fit is kept in <see cref="Issue"/> with its name,
/// never with its content; whoever reads on then gets defaults and asks for the issue at the end.
/// </summary>
internal sealed class AdminObject
{
    private const int MaxText = 256;

    private readonly JsonElement _json;
    private readonly string _path;
    private readonly AdminObject _root;

    public AdminObject(JsonElement json, string path)
    {
        (_json, _path, _root) = (json, path, this);
        if (json.ValueKind != JsonValueKind.Object)
        {
            Issue = new AdminIssue(path, "is not an object");
        }
    }

    private AdminObject(JsonElement json, string path, AdminObject root) => (_json, _path, _root) = (json, path, root);

    /// <summary>The first thing that does not fit, here or in an object below; null when everything did.</summary>
    public AdminIssue? Issue { get; private set; }

    /// <summary>Keeps an issue with a field, unless there is one.</summary>
    public void Refuse(string name, string reason) => _root.Issue ??= new AdminIssue(Within(name), reason);

    /// <summary>An object; an empty one when it is absent or null and need not be there.</summary>
    public AdminObject Object(string name, bool isRequired)
    {
        if (Find(name) is not { } value)
        {
            if (isRequired)
            {
                Refuse(name, "is missing");
            }

            return new AdminObject(default, Within(name), _root);
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            Refuse(name, "is not an object");
        }

        return new AdminObject(value, Within(name), _root);
    }

    /// <summary>A text that must be there; empty when it does not fit.</summary>
    public string Text(string name) => TextOrNull(name) ?? Missing(name);

    /// <summary>A text; null when it is absent, null or empty.</summary>
    public string? TextOrNull(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Refuse(name, "is not a text");
            return null;
        }

        var text = ToText(value).Trim();
        if (text.Length > MaxText || text.Any(char.IsControl))
        {
            Refuse(name, $"is longer than {MaxText} characters, or holds control characters");
            return null;
        }

        if (IsPlaceholder(name, text))
        {
            Refuse(name, "is a placeholder");
            return null;
        }

        return text.Length == 0 ? null : text;
    }

    /// <summary>An e-mail address in lower case; null when it is absent or null.</summary>
    public string? EmailOrNull(string name)
    {
        if (TextOrNull(name) is not { } text)
        {
            return null;
        }

        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (text.Length > 254 || at < 1 || at == text.Length - 1 || text.Any(char.IsWhiteSpace))
        {
            Refuse(name, "is not an e-mail address");
            return null;
        }

        return text.ToLowerInvariant();
    }

    /// <summary>An amount in cents, a decimal text or number, that must be there.</summary>
    public Nanodollars Cents(string name) => CentsOrNull(name) ?? ReturnMissing(name, Nanodollars.Zero);

    /// <summary>An amount in cents that must be there but may be null.</summary>
    public Nanodollars? CentsOrUnlimited(string name)
    {
        if (_json.ValueKind != JsonValueKind.Object || !_json.TryGetProperty(name, out _))
        {
            Refuse(name, "is missing");
        }

        return CentsOrNull(name);
    }

    /// <summary>An amount in cents; null when it is absent or null.</summary>
    public Nanodollars? CentsOrNull(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        var digits = value.ValueKind switch
        {
            JsonValueKind.String => ToText(value),
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };
        if (digits.Length > 64 || !Usd.TryParseCents(Encoding.UTF8.GetBytes(digits), out var amount))
        {
            Refuse(name, "is not a decimal number of cents");
            return null;
        }

        if (amount.Value is < 0 or > Nanodollars.MaxPerEvent)
        {
            Refuse(name, amount.Value < 0 ? "is negative" : "is above a million dollars");
            return null;
        }

        return amount;
    }

    /// <summary>Refuses any currency but US dollars.</summary>
    public void RequireUsd(string name)
    {
        if (Text(name) is { Length: > 0 } currency && currency != "USD")
        {
            Refuse(name, "is not USD");
        }
    }

    /// <summary>A whole number that must be there.</summary>
    public long Count(string name) => CountOrNull(name) ?? ReturnMissing(name, 0L);

    /// <summary>A whole number; null when it is absent or null.</summary>
    public long? CountOrNull(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var count) || count is < 0 or > VendorFigure.MaxTokens)
        {
            Refuse(name, "is not a whole number from 0 to 10^12");
            return null;
        }

        return count;
    }

    /// <summary>A flag; null when it is absent, null or no flag.</summary>
    public bool? FlagOrNull(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Refuse(name, "is neither true nor false");
            return null;
        }

        return value.ValueKind == JsonValueKind.True;
    }

    /// <summary>The first instant of a UTC day, or the bare date, that must be there.</summary>
    public DateOnly Day(string name)
    {
        if (InstantOrNull(name) is not { } at)
        {
            return ReturnMissing(name, default(DateOnly));
        }

        if (at % 86_400_000 != 0)
        {
            Refuse(name, "is not the start of a UTC day");
        }

        return VendorReports.DayOf(at);
    }

    /// <summary>The UTC day from <c>starting_at</c> to <c>ending_at</c>.</summary>
    public DateOnly BucketDay()
    {
        var day = Day("starting_at");
        if (InstantOrNull("ending_at") is not { } end)
        {
            return ReturnMissing("ending_at", day);
        }

        if (end != VendorReports.StartOf(day) + 86_400_000)
        {
            Refuse("ending_at", "is not one day after starting_at");
        }

        return day;
    }

    /// <summary>An instant, Unix milliseconds; null when it is absent or null.</summary>
    public long? InstantOrNull(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        var at = value.ValueKind == JsonValueKind.String ? JsonFields.Instant(Encoding.UTF8.GetBytes(ToText(value))) : null;
        if (at is null or >= 4_102_444_800_000)
        {
            Refuse(name, "is not an instant");
            return null;
        }

        return at;
    }

    /// <summary>The elements of a list that must be there, each with its place.</summary>
    public IEnumerable<(JsonElement Json, string Path)> List(string name)
    {
        if (Find(name) is not { ValueKind: JsonValueKind.Array } list)
        {
            Refuse(name, Find(name) is null ? "is missing" : "is not a list");
            return [];
        }

        return list.EnumerateArray().Select((e, i) => (e, $"{Within(name)}[{i}]"));
    }

    private string Within(string name) => _path.Length > 0 ? _path + "." + name : name;

    private JsonElement? Find(string name) =>
        _json.ValueKind == JsonValueKind.Object && _json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private string Missing(string name) => ReturnMissing(name, "");

    private T ReturnMissing<T>(string name, T instead)
    {
        Refuse(name, "is missing");
        return instead;
    }

    /// <summary>Examples of documentation that were copied as they stand: a field that holds its own name, <c>string</c>, <c>&lt;…&gt;</c>.</summary>
    private static bool IsPlaceholder(string name, string text) =>
        text == name || text is "string" or "null" or "undefined" || (text.StartsWith('<') && text.EndsWith('>')) || (text.StartsWith('{') && text.EndsWith('}'))
        || text.EndsWith("...", StringComparison.Ordinal) || text.EndsWith('…') || text.StartsWith("YOUR_", StringComparison.OrdinalIgnoreCase);

    private static string ToText(JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // An escape that is no text, such as half a surrogate pair.
            return "\0";
        }
    }
}
