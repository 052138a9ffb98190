using System.Security.Cryptography;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Writes;

/// <summary>The rows of invitations. They are withdrawn, never deleted, so that who invited whom can still be told.</summary>
public sealed class StoredInvitations(Database database)
{
    /// <summary>Writes a new invitation with its audit entry; its id.</summary>
    public async Task<int> AddAsync(InvitationRow invitation, AuditEvent entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(invitation);
        await using var db = database.CreateDbContext();
        db.Add(invitation);
        await AuditedChange.RunAsync(db, async () => await db.SaveChangesAsync(cancellationToken) == 1, entry, invitation.MadeAtMs, cancellationToken);
        return invitation.Id;
    }

    /// <summary>All invitations, newest first.</summary>
    public async Task<IReadOnlyList<InvitationRow>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<InvitationRow>().AsNoTracking().OrderByDescending(i => i.Id).ToListAsync(cancellationToken);
    }

    /// <summary>The invitation with this SHA-256, in whatever state; null when there is none.</summary>
    public async Task<InvitationRow?> FindAsync(byte[] tokenHash, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        var row = await db.Set<InvitationRow>().AsNoTracking().SingleOrDefaultAsync(i => i.TokenHash == tokenHash, cancellationToken);
        return row is not null && CryptographicOperations.FixedTimeEquals(row.TokenHash, tokenHash) ? row : null;
    }

    /// <summary>Withdraws an invitation that was not used. False when it was, or was withdrawn before.</summary>
    public Task<bool> WithdrawAsync(int id, long nowMs, AuditEvent entry, CancellationToken cancellationToken = default) =>
        ChangeAsync(id, i => i.ExecuteUpdateAsync(s => s.SetProperty(r => r.WithdrawnAtMs, nowMs), cancellationToken), entry, nowMs, cancellationToken);

    /// <summary>Gives an invitation that was not used another link; the old one is worth nothing from then on.</summary>
    public Task<bool> RenewAsync(int id, byte[] tokenHash, long expiresAtMs, AuditEvent entry, long nowMs, CancellationToken cancellationToken = default) =>
        ChangeAsync(id, i => i.ExecuteUpdateAsync(s => s.SetProperty(r => r.TokenHash, tokenHash).SetProperty(r => r.ExpiresAtMs, expiresAtMs), cancellationToken), entry, nowMs, cancellationToken);

    /// <summary>
    /// Uses the link up and runs <paramref name="create"/> on the same context in one transaction. Of two requests at the same time one
    /// finds it used: false. When <paramref name="create"/> answers false nothing is changed.
    /// </summary>
    public static Task<bool> UseUpAsync(AppDb db, int id, byte[] tokenHash, long nowMs, Func<Task<bool>> create, AuditEvent entry, CancellationToken cancellationToken = default) =>
        AuditedChange.RunAsync(
            db,
            async () => await db.Set<InvitationRow>()
                .Where(i => i.Id == id && i.TokenHash == tokenHash && i.UsedAtMs == null && i.WithdrawnAtMs == null && i.ExpiresAtMs > nowMs)
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.UsedAtMs, nowMs), cancellationToken) == 1 && await create(),
            entry,
            nowMs,
            cancellationToken);

    /// <summary>Invitations of a person that made an account whose roles were not granted yet.</summary>
    public async Task<IReadOnlyList<InvitationRow>> UnsettledAsync(string email, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<InvitationRow>().AsNoTracking().Where(i => i.Email == email && i.UsedAtMs != null && i.SettledAtMs == null).ToListAsync(cancellationToken);
    }

    /// <summary>Remembers that the roles were granted.</summary>
    public async Task SettleAsync(int id, long nowMs, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        await db.Set<InvitationRow>().Where(i => i.Id == id).ExecuteUpdateAsync(s => s.SetProperty(r => r.SettledAtMs, nowMs), cancellationToken);
    }

    private async Task<bool> ChangeAsync(int id, Func<IQueryable<InvitationRow>, Task<int>> change, AuditEvent entry, long nowMs, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        return await AuditedChange.RunAsync(
            db, async () => await change(db.Set<InvitationRow>().Where(i => i.Id == id && i.UsedAtMs == null && i.WithdrawnAtMs == null)) == 1, entry, nowMs, cancellationToken);
    }
}
