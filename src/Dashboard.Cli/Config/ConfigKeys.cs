using System.Collections.Immutable;

namespace Dashboard.Cli.Config;

/// <summary>The properties of an object of a configuration. What is not there is null, and was not said.</summary>
internal sealed class ConfigKeys(ConfigNode node, Dictionary<string, ConfigNode> found)
{
    public ConfigNode? this[string key] => found.GetValueOrDefault(key);

    /// <summary>The property; without it, that it is missing is a problem.</summary>
    public ConfigNode? Needed(string key)
    {
        if (!found.TryGetValue(key, out var value))
        {
            node.Problem($"The key {key} is missing.");
        }

        return value;
    }

    public ImmutableArray<T>? List<T>(string key, Func<ConfigNode, T?> read)
        where T : class => this[key]?.List(read);
}
