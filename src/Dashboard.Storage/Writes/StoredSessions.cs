using Dashboard.Storage.Audit;
using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Writes;

/// <summary>The rows of sign-in sessions. A session holds while its row is there: to end it is to delete it.</summary>
public sealed class StoredSessions(Database database)
{
    /// <summary>Writes a new session with its audit entry, and forgets those of the same person that nobody used since <paramref name="unseenSinceMs"/>.</summary>
    public async Task AddAsync(SignInSessionRow session, long unseenSinceMs, AuditEvent entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        await using var db = database.CreateDbContext();
        await AuditedChange.RunAsync(
            db,
            async () =>
            {
                await db.Set<SignInSessionRow>().Where(s => s.UserId == session.UserId && s.LastSeenAtMs < unseenSinceMs).ExecuteDeleteAsync(cancellationToken);
                await SeenAsync(db, session.UserId, session.MadeAtMs, cancellationToken);
                db.Add(session);
                return await db.SaveChangesAsync(cancellationToken) == 1;
            },
            entry,
            session.MadeAtMs,
            cancellationToken);
    }

    /// <summary>The session, or null when it ended.</summary>
    public async Task<SignInSessionRow?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<SignInSessionRow>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
    }

    /// <summary>Remembers when a session and its person were last there.</summary>
    public async Task TouchAsync(SignInSessionRow session, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        await using var db = database.CreateDbContext();
        await db.Set<SignInSessionRow>().Where(s => s.Id == session.Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.LastSeenAtMs, nowMs), cancellationToken);
        await SeenAsync(db, session.UserId, nowMs, cancellationToken);
    }

    /// <summary>The sessions of a person, last used first.</summary>
    public async Task<IReadOnlyList<SignInSessionRow>> ListAsync(string userId, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<SignInSessionRow>().AsNoTracking().Where(s => s.UserId == userId).OrderByDescending(s => s.LastSeenAtMs).ThenBy(s => s.Id).ToListAsync(cancellationToken);
    }

    /// <summary>How many sessions each person has; without a line none.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<SignInSessionRow>().GroupBy(s => s.UserId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
    }

    /// <summary>Ends one session of a person, with its audit entry. False when it was over.</summary>
    public async Task<bool> EndAsync(string userId, string id, AuditEvent entry, long nowMs, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await AuditedChange.RunAsync(
            db, async () => await db.Set<SignInSessionRow>().Where(s => s.UserId == userId && s.Id == id).ExecuteDeleteAsync(cancellationToken) > 0, entry, nowMs, cancellationToken);
    }

    /// <summary>Ends all sessions of a person but one, or all, with one audit entry. False when there was none.</summary>
    public async Task<bool> EndAllAsync(string userId, string? butId, AuditEvent entry, long nowMs, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await AuditedChange.RunAsync(
            db, async () => await db.Set<SignInSessionRow>().Where(s => s.UserId == userId && s.Id != butId).ExecuteDeleteAsync(cancellationToken) > 0, entry, nowMs, cancellationToken);
    }

    private static Task<int> SeenAsync(AppDb db, string userId, long nowMs, CancellationToken cancellationToken) =>
        db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(u => u.SetProperty(r => r.LastSeenAtMs, nowMs), cancellationToken);
}
