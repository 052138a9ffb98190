using Dashboard.Storage.Rows;
using Dashboard.Storage.Sqlite;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Storage.Tests;

public sealed class OpeningTests
{
    [Theory, BothDatabases]
    public async Task A_new_database_is_created_and_opens_again(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);

        await test.ReopenAsync();

        await using var db = test.Database.CreateDbContext();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Null(test.Database.BackupBeforeUpgrade);
        Assert.StartsWith(provider == DatabaseProvider.Sqlite ? "SQLite 3." : "PostgreSQL ", test.Database.EngineVersion, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_database_that_is_closed_twice_is_closed(DatabaseProvider provider)
    {
        await using var test = await UsageTest.CreateAsync(provider);
        await test.WriteAsync(Records.Many(50));
        var closed = test.Database;

        await closed.DisposeAsync();
        await closed.DisposeAsync();
        await test.At.ReopenAsync();

        Assert.Equal(50, await test.NumberAsync("SELECT COUNT(*) FROM usage_event"));
    }

    [Theory, BothDatabases]
    public async Task A_person_can_be_created_and_found_through_the_identity_stores(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var services = new ServiceCollection().AddLogging().AddDashboardStorage(test.Database);
        services.AddIdentityCore<AppUser>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3).AddRoles<IdentityRole>().AddEntityFrameworkStores<AppDb>();
        await using var provided = services.BuildServiceProvider();
        await using var scope = provided.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();

        var created = await users.CreateAsync(new AppUser { UserName = "ada@example.org", Email = "ada@example.org" }, "Correct-horse-9");

        Assert.True(created.Succeeded);
        Assert.NotNull(await users.FindByEmailAsync("ADA@example.org"));
    }

    [Theory, BothDatabases]
    public async Task A_database_of_a_newer_version_is_refused_and_left_alone(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await using (var db = test.Database.CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('99990101000000_Later', '10.0.14')");
        }

        var refused = await Assert.ThrowsAsync<DatabaseException>(() => Database.OpenAsync(test.Options, test.Time));

        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SQLite_runs_in_WAL_mode_with_foreign_keys()
    {
        await using var test = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var db = test.Database.CreateDbContext();

        Assert.Equal("wal", await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS \"Value\" FROM pragma_journal_mode").SingleAsync());
        Assert.Equal(1, await db.Database.SqlQueryRaw<int>("SELECT foreign_keys AS \"Value\" FROM pragma_foreign_keys").SingleAsync());
        Assert.Equal(1, await db.Database.SqlQueryRaw<int>("SELECT synchronous AS \"Value\" FROM pragma_synchronous").SingleAsync());
    }

    [Fact]
    public async Task A_backup_is_whole_and_restores()
    {
        await using var test = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var backup = Path.Combine(test.Options.Directory!, "copy.db");
        await AddUserAsync(test.Options, "ada@example.org");
        await SqliteBackup.WriteAsync(test.Options, backup);
        await AddUserAsync(test.Options, "bob@example.org");
        await test.Database.DisposeAsync();

        await SqliteBackup.RestoreAsync(backup, test.Options, test.Time.GetUtcNow());

        await test.OpenAsync();
        await using var db = test.Database.CreateDbContext();
        Assert.Equal("ada@example.org", (await db.Users.SingleAsync()).Email);
        Assert.Single(Directory.GetFiles(test.Options.Directory!, "drawdown.db.replaced-*"));
    }

    [Fact]
    public async Task A_damaged_backup_is_refused_and_the_database_stays()
    {
        await using var test = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var backup = Path.Combine(test.Options.Directory!, "copy.db");
        await SqliteBackup.WriteAsync(test.Options, backup);
        var bytes = await File.ReadAllBytesAsync(backup);
        await File.WriteAllBytesAsync(backup, bytes[..(bytes.Length / 2)]);

        await Assert.ThrowsAsync<DatabaseException>(() => SqliteBackup.RestoreAsync(backup, test.Options, test.Time.GetUtcNow()));

        await SqliteBackup.VerifyAsync(test.Options.File!);
    }

    private static async Task AddUserAsync(DatabaseOptions options, string email)
    {
        await using var db = options.CreateContext();
        db.Users.Add(new AppUser { UserName = email, Email = email });
        await db.SaveChangesAsync();
    }
}
