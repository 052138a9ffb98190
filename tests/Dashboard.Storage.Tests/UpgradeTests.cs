using Dashboard.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Storage.Tests;

public sealed class UpgradeTests
{
    [Theory, BothDatabases]
    public async Task A_database_of_the_first_version_is_upgraded_and_keeps_its_rows(DatabaseProvider provider)
    {
        await using var test = await TestDatabase.PlaceAsync(provider);
        await WriteFirstVersionAsync(test.Options);

        await test.OpenAsync();

        await using var db = test.Database.CreateDbContext();
        Assert.Equal("ada@example.org", (await db.Users.SingleAsync()).Email);
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        if (provider == DatabaseProvider.Sqlite)
        {
            var backup = Assert.IsType<string>(test.Database.BackupBeforeUpgrade);
            await SqliteBackup.VerifyAsync(backup);
            Assert.Equal(1L, await ScalarAsync(backup, "SELECT COUNT(*) FROM \"AspNetUsers\""));
            Assert.Equal(1L, await ScalarAsync(backup, "SELECT COUNT(*) FROM \"__EFMigrationsHistory\""));
        }
    }

    [Fact]
    public async Task A_start_that_was_killed_while_it_migrated_does_not_stop_the_next_one()
    {
        await using var test = await TestDatabase.PlaceAsync(DatabaseProvider.Sqlite);
        await WriteFirstVersionAsync(test.Options);
        await using (var db = test.Options.CreateContext())
        {
            await db.Database.ExecuteSqlRawAsync("CREATE TABLE IF NOT EXISTS \"__EFMigrationsLock\" (\"Id\" INTEGER PRIMARY KEY, \"Timestamp\" TEXT); INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-01-01 00:00:00')");
        }

        await test.OpenAsync().WaitAsync(TimeSpan.FromSeconds(60));

        Assert.NotNull(test.Database.BackupBeforeUpgrade);
    }

    private static async Task WriteFirstVersionAsync(DatabaseOptions options)
    {
        if (options.Directory is { } directory)
        {
            Directory.CreateDirectory(directory);
        }

        await using var db = options.CreateContext();
        await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().First());
        await AddUserAsync(options, "ada@example.org");
    }

    /// <summary>As the first version wrote it; today's model has more columns.</summary>
    private static async Task AddUserAsync(DatabaseOptions options, string email)
    {
        await using var db = options.CreateContext();
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "AspNetUsers" ("Id", "UserName", "Email", "EmailConfirmed", "PhoneNumberConfirmed", "TwoFactorEnabled", "LockoutEnabled", "AccessFailedCount")
            VALUES ('1', {email}, {email}, FALSE, FALSE, FALSE, FALSE, 0)
            """);
    }

    private static async Task<object?> ScalarAsync(string file, string sql)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
