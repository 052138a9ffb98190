using Dashboard.Storage.Writes;

namespace Dashboard.Web.Security;

/// <summary>The one-time link that makes the owner of a new installation. Only its hash is stored; a new one replaces the old one.</summary>
public sealed class SetupLink(SetupLinks links, TimeProvider time)
{
    /// <summary>Whether nobody can sign in yet.</summary>
    public Task<bool> IsNeededAsync(CancellationToken cancellationToken = default) => links.IsNeededAsync(cancellationToken);

    /// <summary>Makes a new link and forgets the one before. The path, such as <c>/setup?token=…</c>.</summary>
    public async Task<string> IssueAsync(CancellationToken cancellationToken = default)
    {
        var token = Secret.New();
        await links.ReplaceAsync(Secret.Hash(token), time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
        return $"/setup?token={token}";
    }

    /// <summary>Whether the token is the open one. Does not use it up.</summary>
    public Task<bool> IsOpenAsync(string token, CancellationToken cancellationToken = default) => links.IsOpenAsync(Secret.Hash(token), cancellationToken);
}
