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
    private static readonly (ApiKeyScopes Scope, Right Right)[] Needed =
        [(ApiKeyScopes.Ingest, Right.ManageSources), (ApiKeyScopes.Read, Right.SeeFigures), (ApiKeyScopes.Admin, Right.DecideSettings), (ApiKeyScopes.Admin, Right.ManagePeople)];

    private static readonly TimeSpan LastUsedStep = TimeSpan.FromHours(1);

    /// <summary>Makes a key. Nobody makes one that may do more than they may themselves.</summary>
    /// <exception cref="NotAllowedException">The caller may not make this key. Nothing was written.</exception>
    public async Task<NewApiKey> CreateAsync(ApiKeyRequest request, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.RequestsPerMinute, 1);
        caller.Require(Right.ManageKeys);
        foreach (var (scope, right) in Needed)
        {
            if (request.Scopes.HasFlag(scope))
            {
                caller.Require(right);
            }
        }

        var key = Mark + Secret.New();
        var row = new ApiKeyRow
        {
            Name = request.Name.Length > MaxNameLength ? request.Name[..MaxNameLength] : request.Name,
            Prefix = key[..ShownCharacters],
            Hash = Secret.Hash(key),
            CreatedAtMs = Now(),
            CreatedBy = caller.Actor.Who,
            Scopes = request.Scopes,
            SeatsJson = request.Seats?.Write(),
            ExpiresAtMs = request.ExpiresAtMs,
            RequestsPerMinute = request.RequestsPerMinute,
        };
        return new NewApiKey(await keys.AddAsync(row, cancellationToken), key);
    }

    /// <summary>All keys, withdrawn ones too, newest first.</summary>
    public Task<IReadOnlyList<ApiKeyRow>> ListAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManageKeys);
        return keys.ListAsync(cancellationToken);
    }

    /// <summary>Withdraws a key from now on. A key that was withdrawn before keeps its instant.</summary>
    public Task RevokeAsync(int id, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManageKeys);
        return keys.RevokeAsync(id, Now(), cancellationToken);
    }

    /// <summary>The key's row when it is known, not withdrawn and not expired; else null.</summary>
    public async Task<ApiKeyRow?> FindAsync(string key, CancellationToken cancellationToken = default)
    {
        if (!key.StartsWith(Mark, StringComparison.Ordinal))
        {
            return null;
        }

        var hash = Secret.Hash(key);
        var row = await keys.FindAsync(hash, cancellationToken);
        var now = Now();
        if (row is null || row.RevokedAtMs is not null || row.ExpiresAtMs <= now || !CryptographicOperations.FixedTimeEquals(row.Hash, hash))
        {
            return null;
        }

        if (row.LastUsedAtMs is not { } last || now - last >= LastUsedStep.TotalMilliseconds)
        {
            await keys.TouchAsync(row.Id, now, cancellationToken);
        }

        return row;
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
