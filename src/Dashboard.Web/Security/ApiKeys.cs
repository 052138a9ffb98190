using System.Security.Cryptography;
using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Security;

/// <summary>API keys: made, listed, withdrawn, recognised. A key is shown once; only its hash is stored.</summary>
public sealed class ApiKeys(Database database, TimeProvider time)
{
    private const string Mark = "dd_";
    private const int ShownCharacters = 8;
    private const int MaxNameLength = 200;
    private static readonly TimeSpan LastUsedStep = TimeSpan.FromHours(1);

    /// <summary>Makes a key. The name is cut at 200 characters.</summary>
    public async Task<NewApiKey> CreateAsync(string name, string? createdBy, CancellationToken cancellationToken = default)
    {
        var key = Mark + Secret.New();
        var row = new ApiKeyRow
        {
            Name = name.Length > MaxNameLength ? name[..MaxNameLength] : name,
            Prefix = key[..ShownCharacters],
            Hash = Secret.Hash(key),
            CreatedAtMs = Now(),
            CreatedBy = createdBy,
        };
        await using var db = database.CreateDbContext();
        db.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        return new NewApiKey(row.Id, key);
    }

    /// <summary>All keys, withdrawn ones too, newest first.</summary>
    public async Task<IReadOnlyList<ApiKeyRow>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<ApiKeyRow>().AsNoTracking().OrderByDescending(k => k.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Withdraws a key from now on. A key that was withdrawn before keeps its instant.</summary>
    public async Task RevokeAsync(int id, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        var now = Now();
        await db.Set<ApiKeyRow>().Where(k => k.Id == id && k.RevokedAtMs == null).ExecuteUpdateAsync(k => k.SetProperty(r => r.RevokedAtMs, now), cancellationToken);
    }

    /// <summary>The key's row when it is known and not withdrawn; else null.</summary>
    public async Task<ApiKeyRow?> FindAsync(string key, CancellationToken cancellationToken = default)
    {
        if (!key.StartsWith(Mark, StringComparison.Ordinal))
        {
            return null;
        }

        var hash = Secret.Hash(key);
        await using var db = database.CreateDbContext();
        var row = await db.Set<ApiKeyRow>().AsNoTracking().SingleOrDefaultAsync(k => k.Hash == hash, cancellationToken);
        if (row is null || row.RevokedAtMs is not null || !CryptographicOperations.FixedTimeEquals(row.Hash, hash))
        {
            return null;
        }

        var now = Now();
        if (row.LastUsedAtMs is not { } last || now - last >= LastUsedStep.TotalMilliseconds)
        {
            await db.Set<ApiKeyRow>().Where(k => k.Id == row.Id).ExecuteUpdateAsync(k => k.SetProperty(r => r.LastUsedAtMs, now), cancellationToken);
        }

        return row;
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
