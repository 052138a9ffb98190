using System.Text.Json;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>Events that may state an identity, as a condition on <c>usage_event e</c>. It finds all of them; of tags it may find a few more.</summary>
internal static class IdentitySql
{
    /// <summary>The condition, with parameters <c>@v0</c>, <c>@v1</c>, … for the values.</summary>
    public static (string Where, (string Name, object? Value)[] Values) Of(Identity identity)
    {
        var (where, values) = identity.Kind switch
        {
            IdentityKind.Email => ("e.actor_id IN (SELECT id FROM actor WHERE text = @v0)", (string[])[identity.Value]),
            IdentityKind.Repository => ("e.context_id IN (SELECT id FROM context WHERE repository = @v0)", [identity.Value]),
            IdentityKind.Workflow => ("e.context_id IN (SELECT id FROM context WHERE workflow = @v0)", [identity.Value]),
            _ => ($"e.tags_id IN (SELECT id FROM tags WHERE {string.Join(" OR ", TagsOf(identity).Select((_, i) => $"text LIKE @v{i} ESCAPE '!'"))})", TagsOf(identity)),
        };
        return (where, [.. values.Select((v, i) => ($"@v{i}", (object?)v))]);
    }

    /// <summary>A text as it stands within the quotes of stored JSON, for LIKE with <c>ESCAPE '!'</c>.</summary>
    public static string Like(string text) =>
        JsonSerializer.Serialize(text)[1..^1].Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);

    /// <summary>What a stored set of tags holds when it states the identity, as patterns. A value with spaces around is found too.</summary>
    private static string[] TagsOf(Identity identity)
    {
        var split = identity.Kind is IdentityKind.Attribute ? identity.Value.IndexOf('=', StringComparison.Ordinal) : -1;
        var value = identity.Value[(split + 1)..].Trim();
        IReadOnlyList<string> names = split > 0 ? [identity.Value[..split]] : StatedIdentities.TagsOf(identity.Kind);
        return [.. names.Select(n => $"%\"{Like(n)}\":\"%{Like(value)}%")];
    }
}
