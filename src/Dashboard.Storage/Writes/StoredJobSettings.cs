using Dashboard.Storage.Audit;
using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Writes;

/// <summary>What people set about jobs, and how long things are kept. Every change is written with its entry in the audit trail.</summary>
public sealed class StoredJobSettings(Database database)
{
    /// <summary>The settings by job; a job that nobody changed is missing.</summary>
    public async Task<IReadOnlyDictionary<string, JobSettingRow>> AllAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<JobSettingRow>().AsNoTracking().ToDictionaryAsync(r => r.JobId, StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>Changes the settings of a job, with the entry that tells of it. False when <paramref name="change"/> refuses, because somebody else was first.</summary>
    public async Task<bool> ChangeAsync(string jobId, Func<JobSettingRow, bool> change, AuditEvent entry, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        await using var db = database.CreateDbContext();
        return await AuditedChange.RunAsync(
            db,
            async () =>
            {
                var row = await db.Set<JobSettingRow>().SingleOrDefaultAsync(r => r.JobId == jobId, cancellationToken);
                if (row is null)
                {
                    db.Add(row = new JobSettingRow { JobId = jobId });
                }

                if (!change(row))
                {
                    return false;
                }

                await db.SaveChangesAsync(cancellationToken);
                return true;
            },
            entry, nowMs, cancellationToken);
    }

    /// <summary>How long things are kept.</summary>
    public async Task<KeepingRow> KeepingAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<KeepingRow>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == 1, cancellationToken) ?? new KeepingRow();
    }

    /// <summary>Says how long things are kept from now on.</summary>
    public async Task SetKeepingAsync(KeepingRow keeping, AuditEvent entry, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keeping);
        await using var db = database.CreateDbContext();
        await AuditedChange.RunAsync(
            db,
            async () =>
            {
                if (!await db.Set<KeepingRow>().AnyAsync(r => r.Id == 1, cancellationToken))
                {
                    db.Add(keeping);
                }
                else
                {
                    db.Update(keeping);
                }

                await db.SaveChangesAsync(cancellationToken);
                return true;
            },
            entry, nowMs, cancellationToken);
    }
}
