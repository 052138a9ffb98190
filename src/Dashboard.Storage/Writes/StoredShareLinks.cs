using System.Security.Cryptography;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Writes;

/// <summary>The rows of shared links. They are revoked, never deleted, so that what was shared with whom can still be told.</summary>
public sealed class StoredShareLinks(Database database)
{
    /// <summary>Writes a new link with its audit entry, which gets the link's id.</summary>
    public async Task AddAsync(ShareLinkRow link, Func<int, AuditEvent> entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(entry);
        await using var db = database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.Add(link);
        await db.SaveChangesAsync(cancellationToken);
        await AuditLog.AppendAsync(db, entry(link.Id), link.MadeAtMs);
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>The link with this SHA-256, in whatever state; null when there is none.</summary>
    public async Task<ShareLinkRow?> FindAsync(byte[] tokenHash, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        var row = await db.Set<ShareLinkRow>().AsNoTracking().SingleOrDefaultAsync(l => l.TokenHash == tokenHash, cancellationToken);
        return row is not null && CryptographicOperations.FixedTimeEquals(row.TokenHash, tokenHash) ? row : null;
    }

    /// <summary>Links that were neither revoked nor expired first, each newest first.</summary>
    public async Task<IReadOnlyList<ShareLinkRow>> ListAsync(long nowMs, int limit, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<ShareLinkRow>().AsNoTracking()
            .OrderByDescending(l => l.RevokedAtMs == null && l.ExpiresAtMs > nowMs).ThenByDescending(l => l.Id).Take(limit).ToListAsync(cancellationToken);
    }

    /// <summary>How many links were neither revoked nor expired.</summary>
    public async Task<int> CountOpenAsync(long nowMs, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<ShareLinkRow>().CountAsync(l => l.RevokedAtMs == null && l.ExpiresAtMs > nowMs, cancellationToken);
    }

    /// <summary>Revokes a link from now on. False when it was revoked before, or is not there.</summary>
    public async Task<bool> RevokeAsync(int id, long nowMs, AuditEvent entry, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await AuditedChange.RunAsync(
            db,
            async () => await db.Set<ShareLinkRow>().Where(l => l.Id == id && l.RevokedAtMs == null).ExecuteUpdateAsync(s => s.SetProperty(l => l.RevokedAtMs, nowMs), cancellationToken) == 1,
            entry, nowMs, cancellationToken);
    }

    /// <summary>Counts an opening, with its audit entry. False when the link was revoked or expired meanwhile: then nothing may be shown.</summary>
    public async Task<bool> OpenAsync(int id, long nowMs, AuditEvent entry, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await AuditedChange.RunAsync(
            db,
            async () => await db.Set<ShareLinkRow>().Where(l => l.Id == id && l.RevokedAtMs == null && l.ExpiresAtMs > nowMs)
                .ExecuteUpdateAsync(s => s.SetProperty(l => l.LastOpenedAtMs, nowMs).SetProperty(l => l.OpenedCount, l => l.OpenedCount + 1), cancellationToken) == 1,
            entry, nowMs, cancellationToken);
    }

    /// <summary>The name on a person's account; null without an account or a name.</summary>
    public async Task<string?> NameOfAsync(string email, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(email);
        var normalized = email.ToUpperInvariant();
        await using var db = database.CreateDbContext();
        return await db.Users.Where(u => u.NormalizedEmail == normalized && u.Name != "").Select(u => u.Name).FirstOrDefaultAsync(cancellationToken);
    }
}
