using System.Security.Cryptography;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;

namespace Dashboard.Web.Security;

/// <summary>API keys: made, listed, withdrawn, recognised. A key is shown once; only its hash is stored.</summary>
public sealed class ApiKeys(StoredApiKeys keys, TimeProvider time)
{
    private const string Mark = "dd_";
    private const int ShownCharacters = 8;
    private const int MaxNameLength = 200;
    private static readonly TimeSpan LastUsedStep = TimeSpan.FromHours(1);

    /// <summary>Makes a key. The name is cut at 200 characters.</summary>
    public async Task<NewApiKey> CreateAsync(string name, Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Require(Right.ManageKeys);
        var key = Mark + Secret.New();
        var row = new ApiKeyRow
        {
            Name = name.Length > MaxNameLength ? name[..MaxNameLength] : name,
            Prefix = key[..ShownCharacters],
            Hash = Secret.Hash(key),
            CreatedAtMs = Now(),
            CreatedBy = caller.Actor.Who,
        };
        return new NewApiKey(await keys.AddAsync(row, cancellationToken), key);
    }

    /// <summary>All keys, withdrawn ones too, newest first.</summary>
    public Task<IReadOnlyList<ApiKeyRow>> ListAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Require(Right.ManageKeys);
        return keys.ListAsync(cancellationToken);
    }

    /// <summary>Withdraws a key from now on. A key that was withdrawn before keeps its instant.</summary>
    public Task RevokeAsync(int id, Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Require(Right.ManageKeys);
        return keys.RevokeAsync(id, Now(), cancellationToken);
    }

    /// <summary>The key's row when it is known and not withdrawn; else null.</summary>
    public async Task<ApiKeyRow?> FindAsync(string key, CancellationToken cancellationToken = default)
    {
        if (!key.StartsWith(Mark, StringComparison.Ordinal))
        {
            return null;
        }

        var hash = Secret.Hash(key);
        var row = await keys.FindAsync(hash, cancellationToken);
        if (row is null || row.RevokedAtMs is not null || !CryptographicOperations.FixedTimeEquals(row.Hash, hash))
        {
            return null;
        }

        var now = Now();
        if (row.LastUsedAtMs is not { } last || now - last >= LastUsedStep.TotalMilliseconds)
        {
            await keys.TouchAsync(row.Id, now, cancellationToken);
        }

        return row;
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
