using System.Globalization;
using System.Text;
using System.Text.Json;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Features.Identities;

namespace Dashboard.Web.Features.Audit;

/// <summary>The stored texts of an entry as fields beside each other.</summary>
internal static class AuditFields
{
    private const int MostFields = 200;
    private const int MostText = 2_000;

    /// <summary>Amounts are stored as nanodollars under these names.</summary>
    private static readonly HashSet<string> Amounts = new(StringComparer.Ordinal) { "cap", "amount", "perMonth", "limit", "above", "ceiling", "most" };

    /// <summary>Every field of either text, in their order.</summary>
    public static IReadOnlyList<AuditField> Of(string? before, string? after, TimeZoneInfo zone)
    {
        var (old, now) = (Flat(before, zone), Flat(after, zone));
        return [.. now.Keys.Concat(old.Keys).Distinct(StringComparer.Ordinal).Take(MostFields).Select(k => new AuditField(Words(k), old.GetValueOrDefault(k), now.GetValueOrDefault(k)))];
    }

    private static Dictionary<string, string> Flat(string? json, TimeZoneInfo zone)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (json is null)
        {
            return fields;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            Add(fields, "", document.RootElement, zone);
            NameIdentities(fields, document.RootElement);
        }
        catch (JsonException)
        {
            fields["text"] = Cut(json);
        }

        fields.Remove("decision");
        return fields;
    }

    /// <summary>What is stored of identities by number, in words.</summary>
    private static void NameIdentities(Dictionary<string, string> fields, JsonElement decision)
    {
        switch (decision.ValueKind == JsonValueKind.Object && decision.TryGetProperty("decision", out var name) ? name.ToString() : null)
        {
            case "identity-assigned" when decision.TryGetProperty("kind", out var kind) && kind.ValueKind == JsonValueKind.Number && kind.TryGetInt32(out var number):
                fields["kind"] = IdentityWords.Kind((IdentityKind)number);
                break;
            case "identity-rules-set" when decision.TryGetProperty("rules", out var list) && list.Deserialize<IdentityRule[]>(JsonSerializerOptions.Web) is { } rules:
                fields["rules"] = rules.Length == 0 ? "none" : Cut(string.Join("; ", rules.Where(r => !r.Conditions.IsDefault).Select(r => string.Create(CultureInfo.InvariantCulture, $"{IdentityWords.Asks(r)}: seat {r.SeatId}"))));
                break;
        }
    }

    private static void Add(Dictionary<string, string> fields, string path, JsonElement element, TimeZoneInfo zone)
    {
        if (element.ValueKind == JsonValueKind.Object && path.Length < 100)
        {
            foreach (var property in element.EnumerateObject())
            {
                Add(fields, path.Length == 0 ? property.Name : $"{path} {property.Name}", property.Value, zone);
            }
        }
        else
        {
            fields[path.Length == 0 ? "value" : path] = Text(path[(path.LastIndexOf(' ') + 1)..], element, zone);
        }
    }

    private static string Text(string name, JsonElement value, TimeZoneInfo zone) => value.ValueKind switch
    {
        JsonValueKind.Null => Show.None,
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Number when Amounts.Contains(name) && value.TryGetInt64(out var nano) => Show.Exact(new Nanodollars(nano)),
        JsonValueKind.Number when name.EndsWith("Ms", StringComparison.Ordinal) && value.TryGetInt64(out var ms) && ms is >= 0 and < 7_258_118_400_000 => Show.FullInstant(DateTimeOffset.FromUnixTimeMilliseconds(ms), zone),
        JsonValueKind.String => Cut(value.GetString()!),
        _ => Cut(value.GetRawText()),
    };

    /// <summary><c>effectiveAtMs</c> is "Effective at".</summary>
    private static string Words(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name.EndsWith("Ms", StringComparison.Ordinal) ? name[..^2] : name)
        {
            text.Append(char.IsUpper(c) ? string.Create(CultureInfo.InvariantCulture, $" {char.ToLowerInvariant(c)}") : c.ToString());
        }

        return text.Length == 0 ? name : char.ToUpperInvariant(text[0]) + text.ToString(1, text.Length - 1);
    }

    private static string Cut(string text) => text.Length > MostText ? text[..MostText] + "…" : text;
}
