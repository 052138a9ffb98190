using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Dashboard.Credits.Usage;

/// <summary>The identities that usage states: its e-mail, repository and workflow, and those among its tags.</summary>
public static class StatedIdentities
{
    /// <summary>Tags that are an identity of their own kind. Every other is an <see cref="IdentityKind.Attribute"/>.</summary>
    private static readonly FrozenDictionary<string, IdentityKind> Kinds = new Dictionary<string, IdentityKind>(StringComparer.Ordinal)
    {
        ["account"] = IdentityKind.AccountId,
        ["user"] = IdentityKind.UserId,
        ["install"] = IdentityKind.UserId,
        ["enduser"] = IdentityKind.UserId,
        ["api_key"] = IdentityKind.ApiKey,
        ["api_key_id"] = IdentityKind.ApiKey,
        ["api_key_name"] = IdentityKind.ApiKey,
        ["workspace"] = IdentityKind.Workspace,
        ["workspace_id"] = IdentityKind.Workspace,
        ["host"] = IdentityKind.Host,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Tags that say where in a run a request came from, not whose it is.</summary>
    private static readonly FrozenSet<string> Others = FrozenSet.Create(StringComparer.Ordinal, "query_source", "agent");

    /// <summary>The tags that hold identities of a kind; none for those that are no tags.</summary>
    public static IReadOnlyList<string> TagsOf(IdentityKind kind) => [.. Kinds.Where(k => k.Value == kind).Select(k => k.Key).Order(StringComparer.Ordinal)];

    /// <summary>What an observation or event states, in the order of precedence.</summary>
    public static IReadOnlyList<Identity> Of(UsageRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Of(record.SeatEmail, record.Repository, record.Workflow, record.Tags);
    }

    /// <summary>The same from the parts.</summary>
    public static IReadOnlyList<Identity> Of(string? email, string? repository, string? workflow, ImmutableSortedDictionary<string, string>? tags)
    {
        var stated = new List<Identity>(3 + (tags?.Count ?? 0));
        Add(stated, IdentityKind.Email, email);
        Add(stated, IdentityKind.Repository, repository);
        Add(stated, IdentityKind.Workflow, workflow);
        foreach (var (name, value) in tags ?? ImmutableSortedDictionary<string, string>.Empty)
        {
            if (Kinds.TryGetValue(name, out var kind))
            {
                Add(stated, kind, value);
            }
            else if (!Others.Contains(name))
            {
                Add(stated, IdentityKind.Attribute, $"{name}={value}");
            }
        }

        stated.Sort();
        return stated;
    }

    private static void Add(List<Identity> stated, IdentityKind kind, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value) && Identity.Of(kind, value) is var identity && !stated.Contains(identity))
        {
            stated.Add(identity);
        }
    }
}
