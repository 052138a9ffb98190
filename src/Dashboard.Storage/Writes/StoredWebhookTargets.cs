using Dashboard.Storage.Audit;
using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Writes;

/// <summary>The rows of webhook targets, each change with its audit entry.</summary>
public sealed class StoredWebhookTargets(Database database)
{
    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyList<WebhookTargetRow>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<WebhookTargetRow>().AsNoTracking().OrderBy(r => r.Name).ToListAsync(cancellationToken);
    }

    /// <summary>The target of a name; null when there is none.</summary>
    public async Task<WebhookTargetRow?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<WebhookTargetRow>().AsNoTracking().SingleOrDefaultAsync(r => r.Name == name, cancellationToken);
    }

    /// <summary>The target of a number; null when there is none.</summary>
    public async Task<WebhookTargetRow?> FindAsync(int id, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<WebhookTargetRow>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
    }

    /// <summary>Writes a new target, whose number its entry gets. False when the name is taken.</summary>
    public async Task<bool> AddAsync(WebhookTargetRow row, Func<int, AuditEvent> entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(entry);
        await using var db = database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Set<WebhookTargetRow>().AnyAsync(r => r.Name == row.Name, cancellationToken))
        {
            return false;
        }

        db.Add(row);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Somebody else took the name between the look and the write.
            return false;
        }

        await AuditLog.AppendAsync(db, entry(row.Id), row.CreatedAtMs);
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    /// <summary>Changes a target; its name stays. False when it is gone.</summary>
    public async Task<bool> ChangeAsync(WebhookTargetRow row, AuditEvent entry, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(row);
        await using var db = database.CreateDbContext();
        return await AuditedChange.RunAsync(
            db,
            async () => await db.Set<WebhookTargetRow>().Where(r => r.Id == row.Id).ExecuteUpdateAsync(
                s => s.SetProperty(r => r.UrlProtected, row.UrlProtected).SetProperty(r => r.Format, row.Format).SetProperty(r => r.SecretProtected, row.SecretProtected)
                    .SetProperty(r => r.Enabled, row.Enabled).SetProperty(r => r.AllowPrivate, row.AllowPrivate), cancellationToken) == 1,
            entry, nowMs, cancellationToken);
    }

    /// <summary>Removes a target. False when it is gone already.</summary>
    public async Task<bool> RemoveAsync(int id, AuditEvent entry, long nowMs, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await AuditedChange.RunAsync(
            db, async () => await db.Set<WebhookTargetRow>().Where(r => r.Id == id).ExecuteDeleteAsync(cancellationToken) == 1, entry, nowMs, cancellationToken);
    }
}
