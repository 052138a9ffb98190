using System.Globalization;
using System.Text.Json.Nodes;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Writes;

/// <summary>The rows of API keys. They are withdrawn, never deleted, so that what a key sent can still be told.</summary>
public sealed class StoredApiKeys(Database database)
{
    /// <summary>Writes a new key, with its entry in the audit trail; its id.</summary>
    public async Task<int> AddAsync(ApiKeyRow key, Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        await using var db = database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.Add(key);
        await db.SaveChangesAsync(cancellationToken);
        await AuditLog.AppendAsync(db, new AuditEvent("api-key-made", Subject(key.Id), actor, After: What(key)), key.CreatedAtMs);
        await transaction.CommitAsync(CancellationToken.None);
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

    /// <summary>Withdraws a key from now on, with its entry in the audit trail. One that was withdrawn before keeps its instant.</summary>
    public async Task RevokeAsync(int id, Actor actor, long nowMs, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        var key = await db.Set<ApiKeyRow>().AsNoTracking().SingleOrDefaultAsync(k => k.Id == id, cancellationToken);
        if (key is null)
        {
            return;
        }

        await AuditedChange.RunAsync(
            db,
            async () => await db.Set<ApiKeyRow>().Where(k => k.Id == id && k.RevokedAtMs == null).ExecuteUpdateAsync(k => k.SetProperty(r => r.RevokedAtMs, nowMs), cancellationToken) == 1,
            new AuditEvent("api-key-withdrawn", Subject(id), actor, Before: What(key)),
            nowMs,
            cancellationToken);
    }

    /// <summary>Remembers when a key was last accepted.</summary>
    public async Task TouchAsync(int id, long nowMs, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        await db.Set<ApiKeyRow>().Where(k => k.Id == id).ExecuteUpdateAsync(k => k.SetProperty(r => r.LastUsedAtMs, nowMs), cancellationToken);
    }

    private static string Subject(int id) => string.Create(CultureInfo.InvariantCulture, $"api-key:{id}");

    /// <summary>Everything but the key and its hash.</summary>
    private static string What(ApiKeyRow key) => new JsonObject
    {
        ["name"] = key.Name,
        ["beginsWith"] = key.Prefix,
        ["scopes"] = key.Scopes.ToString(),
        ["seats"] = key.SeatsJson,
        ["expiresAtMs"] = key.ExpiresAtMs,
        ["requestsPerMinute"] = key.RequestsPerMinute,
    }.ToJsonString();
}
