using System.Security.Cryptography;
using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Security;

/// <summary>The one-time link that makes the owner of a new installation. Only its hash is stored; a new one replaces the old one.</summary>
public sealed class SetupLink(Database database, TimeProvider time)
{
    private const int RowId = 1;

    /// <summary>Whether nobody can sign in yet.</summary>
    public async Task<bool> IsNeededAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return !await db.Users.AnyAsync(cancellationToken);
    }

    /// <summary>Makes a new link and forgets the one before. The path, such as <c>/setup?token=…</c>.</summary>
    public async Task<string> IssueAsync(CancellationToken cancellationToken = default)
    {
        var token = Secret.New();
        await using var db = database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Set<SetupLinkRow>().ExecuteDeleteAsync(cancellationToken);
        db.Add(new SetupLinkRow { Id = RowId, TokenHash = Secret.Hash(token), CreatedAtMs = time.GetUtcNow().ToUnixTimeMilliseconds() });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return $"/setup?token={token}";
    }

    /// <summary>Whether the token is the open one. Does not use it up.</summary>
    public async Task<bool> IsOpenAsync(string token, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        var row = await db.Set<SetupLinkRow>().AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return row is not null && CryptographicOperations.FixedTimeEquals(row.TokenHash, Secret.Hash(token));
    }
}
