using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Writes;

/// <summary>The rows of sign-in sessions. A session holds while its row is there: to end it is to delete it.</summary>
public sealed class StoredSessions(Database database)
{
    /// <summary>Writes a new session, and forgets those of the same person that nobody used since <paramref name="unseenSinceMs"/>.</summary>
    public async Task AddAsync(SignInSessionRow session, long unseenSinceMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        await using var db = database.CreateDbContext();
        await db.Set<SignInSessionRow>().Where(s => s.UserId == session.UserId && s.LastSeenAtMs < unseenSinceMs).ExecuteDeleteAsync(cancellationToken);
        db.Add(session);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The session, or null when it ended.</summary>
    public async Task<SignInSessionRow?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<SignInSessionRow>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
    }

    /// <summary>Remembers when a session was last used.</summary>
    public async Task TouchAsync(string id, long nowMs, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        await db.Set<SignInSessionRow>().Where(s => s.Id == id).ExecuteUpdateAsync(s => s.SetProperty(r => r.LastSeenAtMs, nowMs), cancellationToken);
    }

    /// <summary>The sessions of a person, last used first; those of all people without one.</summary>
    public async Task<IReadOnlyList<SignInSessionRow>> ListAsync(string? userId, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        var sessions = db.Set<SignInSessionRow>().AsNoTracking();
        return await (userId is null ? sessions : sessions.Where(s => s.UserId == userId)).OrderByDescending(s => s.LastSeenAtMs).ThenBy(s => s.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Ends one session of a person; how many that were.</summary>
    public async Task<int> EndAsync(string userId, string id, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<SignInSessionRow>().Where(s => s.UserId == userId && s.Id == id).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Ends all sessions of a person but one, or all; how many that were.</summary>
    public async Task<int> EndAllAsync(string userId, string? butId, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<SignInSessionRow>().Where(s => s.UserId == userId && s.Id != butId).ExecuteDeleteAsync(cancellationToken);
    }
}
