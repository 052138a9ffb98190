using System.Reflection;
using System.Runtime.CompilerServices;
using Dashboard.Credits.Money;
using Xunit;

namespace Dashboard.Credits.Tests.Architecture;

public sealed class CreditsAreImmutableTests
{
    private static readonly Assembly Credits = typeof(Nanodollars).Assembly;

    private static readonly Type[] Types = [.. Credits.GetExportedTypes().Where(t => !t.IsEnum && !typeof(Delegate).IsAssignableFrom(t))];

    [Fact]
    public void Every_public_property_is_read_only_or_init() =>
        Assert.Empty(Types
            .SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .Where(p => p.SetMethod is { IsPublic: true } set
                && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
            .Select(p => $"{p.DeclaringType}.{p.Name}"));

    [Fact]
    public void Every_field_of_a_public_type_is_read_only() =>
        Assert.Empty(Types
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(f => !f.IsInitOnly && !f.IsLiteral && !IsBackingOfInit(f))
            .Select(f => $"{f.DeclaringType}.{f.Name}"));

    [Fact]
    public void No_public_member_hands_out_a_mutable_collection() =>
        Assert.Empty(Types
            .SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .Where(p => p.PropertyType.IsArray || IsMutableCollection(p.PropertyType))
            .Select(p => $"{p.DeclaringType}.{p.Name}"));

    [Fact]
    public void Credits_names_nothing_but_the_base_library() =>
        Assert.All(Credits.GetReferencedAssemblies(), a => Assert.StartsWith("System", a.Name, StringComparison.Ordinal));

    // The compiler keeps what an init accessor sets in a field of its own.
    private static bool IsBackingOfInit(FieldInfo field) =>
        field.IsPrivate && field.Name.StartsWith('<') && field.DeclaringType!.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
            .Any(p => field.Name == $"<{p.Name}>k__BackingField"
                && (p.SetMethod is null || p.SetMethod.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))));

    private static bool IsMutableCollection(Type type) =>
        type.Namespace == "System.Collections.Generic" && !type.IsInterface && typeof(System.Collections.IEnumerable).IsAssignableFrom(type);
}
