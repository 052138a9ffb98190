using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Storage.Decisions;

/// <summary>The stored names of the kinds, as <see cref="DecisionBody"/> declares them.</summary>
internal static class DecisionKinds
{
    private static readonly FrozenDictionary<Type, string> Names = typeof(DecisionBody)
        .GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToFrozenDictionary(a => a.DerivedType, a => (string)a.TypeDiscriminator!);

    private static readonly FrozenDictionary<string, Type> Types = Names.ToFrozenDictionary(n => n.Value, n => n.Key, StringComparer.Ordinal);

    public static string Of(DecisionBody body) => Names[body.GetType()];

    /// <exception cref="JsonException">There is no such kind.</exception>
    public static Type TypeOf(string kind) => Types.TryGetValue(kind, out var type) ? type : throw new JsonException($"There is no decision of the kind '{kind}'.");
}
