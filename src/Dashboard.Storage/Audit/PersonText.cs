using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Dashboard.Storage.Audit;

/// <summary>
/// Finds one person in stored texts and puts the pseudonym there: the e-mail anywhere it stands by itself, and a full name of several
/// words. A name of one word is also a word of other things (a plan, a team) and is replaced only where it is this person's name.
/// </summary>
internal sealed class PersonText
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Regex _email;
    private readonly Regex? _names;
    private readonly IReadOnlyDictionary<string, string> _others;
    private readonly string _pseudonym;
    private readonly string _name;

    /// <param name="email">Of the person.</param>
    /// <param name="names">The person had.</param>
    /// <param name="number">Of the pseudonym.</param>
    /// <param name="others">Other e-mails of the person, and what stands for each.</param>
    public PersonText(string email, IEnumerable<string> names, int number, IReadOnlyDictionary<string, string> others)
    {
        _others = others;
        Number = number;
        _pseudonym = ErasureRecord.PseudonymOf(number);
        _name = ErasureRecord.NameOf(number);
        var full = names.Where(n => n.Any(char.IsWhiteSpace) && n.Length >= 5).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(n => n.Length).ToList();
        _email = new Regex($@"(?<![\w.%+-])(?:{string.Join('|', others.Keys.Append(email).OrderByDescending(e => e.Length).Select(Regex.Escape))})(?![\w-]|\.\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience);
        _names = full.Count == 0 ? null : new Regex($@"(?<!\w)(?:{string.Join('|', full.Select(Regex.Escape))})(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience);
        Patterns = [.. full.Concat(others.Keys).Prepend(email).SelectMany(t => (string[])[t, JavaScriptEncoder.Default.Encode(t)]).Distinct(StringComparer.Ordinal).Select(Like)];
    }

    /// <summary>The number of the pseudonym.</summary>
    public int Number { get; }

    /// <summary>For LIKE with <c>ESCAPE '!'</c>; they find at least what is to be replaced.</summary>
    public IReadOnlyList<string> Patterns { get; }

    /// <summary>Whether the text names the person.</summary>
    public bool IsIn(string? text) => text is not null && Rewrite(text) != text;

    /// <summary>The text without the person; the same text when the person is not in it. JSON stays JSON.</summary>
    public string Rewrite(string text)
    {
        if (text.Length > 1 && text[0] is '{' or '[')
        {
            try
            {
                var json = JsonNode.Parse(text);
                if (Rewrite(json))
                {
                    text = json!.ToJsonString();
                }
            }
            catch (Exception e) when (e is JsonException or ArgumentException)
            {
                // It only looks like JSON, or names something twice.
            }
        }

        return Plain(text);
    }

    private bool Rewrite(JsonNode? node)
    {
        var isChanged = false;
        switch (node)
        {
            case JsonObject all:
                foreach (var (key, value) in all.ToList())
                {
                    isChanged |= value is JsonValue ? Set(value, v => all[key] = v) : Rewrite(value);
                }

                break;
            case JsonArray all:
                for (var i = 0; i < all.Count; i++)
                {
                    var at = i;
                    isChanged |= all[i] is JsonValue value ? Set(value, v => all[at] = v) : Rewrite(all[i]);
                }

                break;
        }

        return isChanged;
    }

    private bool Set(JsonNode value, Action<JsonNode> set)
    {
        if (value.GetValueKind() != JsonValueKind.String)
        {
            return false;
        }

        var text = value.GetValue<string>();
        var changed = Plain(text);
        if (changed == text)
        {
            return false;
        }

        set(JsonValue.Create(changed));
        return true;
    }

    private string Plain(string text)
    {
        text = _email.Replace(text, m => _others.TryGetValue(m.Value, out var other) ? other : _pseudonym);
        return _names is null ? text : _names.Replace(text, _name);
    }

    /// <summary>LIKE knows the two cases of ASCII letters only, so any other character stands for any, also where JSON escapes it.</summary>
    private static string Like(string text)
    {
        var pattern = new StringBuilder("%");
        foreach (var rune in Regex.Replace(text, @"\\u[0-9A-Fa-f]{4}", "\uFFFF\uFFFF\uFFFF\uFFFF\uFFFF\uFFFF", RegexOptions.None, Patience).EnumerateRunes())
        {
            pattern.Append(!rune.IsAscii ? "_" : rune.Value is '!' or '%' or '_' ? $"!{rune}" : rune.ToString());
        }

        return pattern.Append('%').ToString();
    }
}
