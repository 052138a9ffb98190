using Dashboard.Storage.Audit;

namespace Dashboard.Storage.Writes;

/// <summary>A change through a context and its entry in the audit trail, in one transaction.</summary>
public static class AuditedChange
{
    /// <summary>Runs the change; when it answers true it is committed with the entry, else nothing is kept. The change must write through <paramref name="db"/> alone: another connection would wait for this one.</summary>
    public static async Task<bool> RunAsync(AppDb db, Func<Task<bool>> change, AuditEvent entry, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(change);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await change())
        {
            return false;
        }

        await AuditLog.AppendAsync(db, entry, nowMs);
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }
}
