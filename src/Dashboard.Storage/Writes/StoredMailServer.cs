using Dashboard.Storage.Audit;
using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Writes;

/// <summary>The row of the mail server as set on the page.</summary>
public sealed class StoredMailServer(Database database)
{
    /// <summary>The row; null when none was set.</summary>
    public async Task<MailServerRow?> FindAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<MailServerRow>().AsNoTracking().SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Puts another row in its place, with its audit entry; null takes it away. False when there was nothing to take away.</summary>
    public async Task<bool> ReplaceAsync(MailServerRow? row, AuditEvent entry, long nowMs, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await AuditedChange.RunAsync(
            db,
            async () =>
            {
                var gone = await db.Set<MailServerRow>().ExecuteDeleteAsync(cancellationToken);
                if (row is not null)
                {
                    db.Add(row);
                    await db.SaveChangesAsync(cancellationToken);
                }

                return gone > 0 || row is not null;
            },
            entry, nowMs, cancellationToken);
    }
}
