using Dashboard.Storage.Postgres;
using Dashboard.Storage.Sqlite;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dashboard.Storage;

/// <summary>Where the data live: a SQLite file in a directory, or a PostgreSQL database.</summary>
public sealed class DatabaseOptions
{
    /// <summary>The name of the SQLite file in its data directory.</summary>
    public const string SqliteFileName = "drawdown.db";

    /// <summary>The name of the file of the scheduler and the history of jobs in the data directory.</summary>
    public const string JobsFileName = "jobs.db";

    private readonly string? _postgres;

    private DatabaseOptions(DatabaseProvider provider, string? postgres, string? directory)
    {
        Provider = provider;
        _postgres = postgres;
        Directory = directory;
    }

    /// <summary>The kind of database.</summary>
    public DatabaseProvider Provider { get; }

    /// <summary>May hold a password: never log it.</summary>
    public string ConnectionString => field ??= _postgres ?? Sqlite(SqliteFileName);

    /// <summary>The data directory of a SQLite database; null on PostgreSQL.</summary>
    public string? Directory { get; }

    /// <summary>The SQLite file; null on PostgreSQL.</summary>
    public string? File => Directory is null ? null : Path.Combine(Directory, SqliteFileName);

    /// <summary>Where the scheduler and the history of jobs live: a file of their own beside the SQLite database, the same database on PostgreSQL. May hold a password: never log it.</summary>
    public string JobsConnectionString => Directory is null ? ConnectionString : Sqlite(JobsFileName);

    /// <summary>A SQLite file in a directory, which is created when the database is opened.</summary>
    public static DatabaseOptions InDirectory(string directory) => new(DatabaseProvider.Sqlite, null, Path.GetFullPath(directory));

    /// <summary>A PostgreSQL database.</summary>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static DatabaseOptions OnPostgres(string connectionString) =>
        new(DatabaseProvider.Postgres, new NpgsqlConnectionStringBuilder(connectionString).ToString(), null);

    /// <summary>What <c>--data</c> and <c>Dashboard:DataDirectory</c> accept: a directory, or a PostgreSQL connection string (it has a <c>Host=</c>).</summary>
    public static DatabaseOptions Parse(string directoryOrConnectionString) =>
        directoryOrConnectionString.Contains("Host=", StringComparison.OrdinalIgnoreCase) && directoryOrConnectionString.Contains(';', StringComparison.Ordinal)
            ? OnPostgres(directoryOrConnectionString)
            : InDirectory(directoryOrConnectionString);

    /// <summary>A new context of the right kind; the caller disposes it.</summary>
    public AppDb CreateContext() => Provider switch
    {
        DatabaseProvider.Sqlite => new SqliteAppDb(new DbContextOptionsBuilder<SqliteAppDb>()
            .UseSqlite(ConnectionString)
            .AddInterceptors(SqlitePragmas.Instance)
            .UseApplicationServiceProvider(IdentityContext.Services).Options),
        DatabaseProvider.Postgres => new PostgresAppDb(new DbContextOptionsBuilder<PostgresAppDb>()
            .UseNpgsql(ConnectionString)
            .UseApplicationServiceProvider(IdentityContext.Services).Options),
    };

    private string Sqlite(string file) => new SqliteConnectionStringBuilder { DataSource = Path.Combine(Directory!, file), Pooling = true }.ToString();

    /// <summary>Made when a context is first wanted: short commands do without.</summary>
    private static class IdentityContext
    {
        // IdentityDbContext asks the application's services for its schema version; without them it falls back to the oldest.
        public static readonly IServiceProvider Services = new ServiceCollection()
            .Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
            .BuildServiceProvider();
    }
}
