using System.Security.Cryptography;
using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Writes;

/// <summary>The one-time set-up link of an installation without people. Hashes only.</summary>
public sealed class SetupLinks(Database database)
{
    private const int RowId = 1;

    /// <summary>Whether nobody can sign in yet.</summary>
    public async Task<bool> IsNeededAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return !await db.Users.AnyAsync(cancellationToken);
    }

    /// <summary>Keeps the hash of a new link and forgets the one before.</summary>
    public async Task ReplaceAsync(byte[] tokenHash, long nowMs, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Set<SetupLinkRow>().ExecuteDeleteAsync(cancellationToken);
        db.Add(new SetupLinkRow { Id = RowId, TokenHash = tokenHash, CreatedAtMs = nowMs });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Whether it is the hash of the open link. Does not use it up.</summary>
    public async Task<bool> IsOpenAsync(byte[] tokenHash, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        var row = await db.Set<SetupLinkRow>().AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return row is not null && CryptographicOperations.FixedTimeEquals(row.TokenHash, tokenHash);
    }

    /// <summary>
    /// Uses the link up and runs <paramref name="create"/> on the same context in one transaction. Of two requests at the same time
    /// one deletes the row and the other finds it gone: false. When <paramref name="create"/> answers false nothing is changed.
    /// </summary>
    public static async Task<bool> UseUpAsync(AppDb db, byte[] tokenHash, Func<Task<bool>> create, CancellationToken cancellationToken = default)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Set<SetupLinkRow>().Where(r => r.TokenHash == tokenHash).ExecuteDeleteAsync(cancellationToken) == 0 || await db.Users.AnyAsync(cancellationToken))
        {
            return false;
        }

        if (await create())
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return true;
    }
}
