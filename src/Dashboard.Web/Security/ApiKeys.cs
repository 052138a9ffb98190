using System.Collections.Concurrent;
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
    private const int KnownForMs = 2_000;
    private const int MostKnown = 1_000;
    private static readonly (ApiKeyScopes Scope, Right Right)[] Needed =
        [(ApiKeyScopes.Ingest, Right.ManageSources), (ApiKeyScopes.Gate, Right.ManageSources), (ApiKeyScopes.Read, Right.SeeFigures), (ApiKeyScopes.Admin, Right.DecideSettings), (ApiKeyScopes.Admin, Right.ManagePeople)];

    private readonly ConcurrentDictionary<string, (ApiKeyRow Row, long ReadAtMs)> _known = new(StringComparer.Ordinal);

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
        return new NewApiKey(await keys.AddAsync(row, caller.Actor, cancellationToken), key);
    }

    /// <summary>All keys, withdrawn ones too, newest first.</summary>
    public Task<IReadOnlyList<ApiKeyRow>> ListAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManageKeys);
        return keys.ListAsync(cancellationToken);
    }

    /// <summary>Withdraws a key from now on. A key that was withdrawn before keeps its instant.</summary>
    public async Task RevokeAsync(int id, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ManageKeys);
        await keys.RevokeAsync(id, caller.Actor, Now(), cancellationToken);
        _known.Clear();
    }

    /// <summary>The key's row when it is known, not withdrawn and not expired; else null.</summary>
    public async Task<ApiKeyRow?> FindAsync(string key, CancellationToken cancellationToken = default)
    {
        if (!key.StartsWith(Mark, StringComparison.Ordinal))
        {
            return null;
        }

        var hash = Secret.Hash(key);
        var now = Now();
        var row = await RowAsync(hash, now, cancellationToken);
        if (row is null || row.RevokedAtMs is not null || row.ExpiresAtMs <= now || !CryptographicOperations.FixedTimeEquals(row.Hash, hash))
        {
            return null;
        }

        if (row.LastUsedAtMs is not { } last || now - last >= LastUsedStep.TotalMilliseconds)
        {
            row.LastUsedAtMs = now;
            await keys.TouchAsync(row.Id, now, cancellationToken);
        }

        return row;
    }

    /// <summary>A busy key is read from the database every two seconds and not for every call. Withdrawn here, it is refused at once; on another node, within these two seconds.</summary>
    private async Task<ApiKeyRow?> RowAsync(byte[] hash, long now, CancellationToken cancellationToken)
    {
        var name = Convert.ToHexString(hash);
        if (_known.TryGetValue(name, out var known) && now >= known.ReadAtMs && now - known.ReadAtMs < KnownForMs)
        {
            return known.Row;
        }

        var row = await keys.FindAsync(hash, cancellationToken);
        if (_known.Count >= MostKnown)
        {
            _known.Clear();
        }

        if (row is not null)
        {
            _known[name] = (row, now);
        }

        return row;
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
