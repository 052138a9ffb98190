using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Dashboard.Cli.Config;

/// <summary>A place in a configuration that is read strictly: what is wrong is collected with its path, and reading goes on.</summary>
internal sealed partial class ConfigNode(JsonElement element, string path, List<ConfigProblem> problems)
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
    public ConfigKeys? Object(params ReadOnlySpan<string> keys)
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

        return new ConfigKeys(this, found);
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
}
