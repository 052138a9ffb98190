using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Dashboard.Storage.Decisions;

/// <summary>The stored names of the kinds, as <see cref="DecisionBody"/> declares them.</summary>
internal static class DecisionKinds
{
    private static readonly FrozenDictionary<Type, string> Names = typeof(DecisionBody)
        .GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToFrozenDictionary(a => a.DerivedType, a => (string)a.TypeDiscriminator!);

    public static string Of(DecisionBody body) => Names[body.GetType()];
}
