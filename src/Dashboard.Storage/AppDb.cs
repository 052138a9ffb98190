using Dashboard.Storage.Rows;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage;

/// <summary>
/// One model for both databases. Reads and small decisions go through it; usage is written by <c>Writes/</c> with plain SQL.
/// Each database has its own derived context, because each has its own migrations.
/// </summary>
public abstract class AppDb(DbContextOptions options) : IdentityDbContext<AppUser>(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        base.OnModelCreating(builder);
        SecurityModel.Configure(builder);
        UsageModel.Configure(builder);
        JobsModel.Configure(builder);
    }
}
