using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Writes;

/// <summary>The rows of API keys. They are withdrawn, never deleted, so that what a key sent can still be told.</summary>
public sealed class StoredApiKeys(Database database)
{
    /// <summary>Writes a new key; its id.</summary>
    public async Task<int> AddAsync(ApiKeyRow key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        await using var db = database.CreateDbContext();
        db.Add(key);
        await db.SaveChangesAsync(cancellationToken);
        return key.Id;
    }

    /// <summary>All keys, withdrawn ones too, newest first.</summary>
    public async Task<IReadOnlyList<ApiKeyRow>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<ApiKeyRow>().AsNoTracking().OrderByDescending(k => k.Id).ToListAsync(cancellationToken);
    }

    /// <summary>The key with this SHA-256, withdrawn or not; null when there is none.</summary>
    public async Task<ApiKeyRow?> FindAsync(byte[] hash, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<ApiKeyRow>().AsNoTracking().SingleOrDefaultAsync(k => k.Hash == hash, cancellationToken);
    }

    /// <summary>Withdraws a key from now on. One that was withdrawn before keeps its instant.</summary>
    public async Task RevokeAsync(int id, long nowMs, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        await db.Set<ApiKeyRow>().Where(k => k.Id == id && k.RevokedAtMs == null).ExecuteUpdateAsync(k => k.SetProperty(r => r.RevokedAtMs, nowMs), cancellationToken);
    }

    /// <summary>Remembers when a key was last accepted.</summary>
    public async Task TouchAsync(int id, long nowMs, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        await db.Set<ApiKeyRow>().Where(k => k.Id == id).ExecuteUpdateAsync(k => k.SetProperty(r => r.LastUsedAtMs, nowMs), cancellationToken);
    }
}
