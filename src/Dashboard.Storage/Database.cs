using Dashboard.Storage.Audit;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Gate;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Jobs;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Sqlite;
using Dashboard.Storage.Writes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dashboard.Storage;

/// <summary>An open, migrated database: one a process. Opening is the only way in, for the web host and the tool alike.</summary>
public sealed class Database : IDbContextFactory<AppDb>, IAsyncDisposable
{
    private Database(DatabaseOptions options, string engineVersion, string? backupFile)
    {
        Options = options;
        EngineVersion = engineVersion;
        BackupBeforeUpgrade = backupFile;
        Writer = new UsageWriter(options);
        Decisions = new DecisionLog(this);
        Books = new AccountBooks(this);
        Audit = new AuditLog(this);
        Outbox = new Outbox(this);
        Runbook = new RunbookBooks(this);
        DeadMan = new DeadMan(this);
        Gate = new GateStandings(this);
        Reservations = new Reservations(this);
        JobHistory = new JobHistory(options);
        Acknowledgements = new Acknowledgements(this);
        VendorReport = new VendorReportRead(this);
        Imports = new UsageImports(this);
    }

    /// <summary>Where it lives.</summary>
    public DatabaseOptions Options { get; }

    /// <summary>Name and version of the engine for log and health page: <c>SQLite 3.40.1 (system)</c>, <c>PostgreSQL 15.18</c>.</summary>
    public string EngineVersion { get; }

    /// <summary>The backup that was written because this start upgraded an existing SQLite file; else null.</summary>
    public string? BackupBeforeUpgrade { get; }

    /// <summary>
    /// Opens the database, creates it when it is missing, and applies pending migrations. An existing SQLite file is first
    /// copied to <c>backups/</c> beside it and the copy is verified; a PostgreSQL server is backed up by its owner (<c>pg_dump</c>).
    /// </summary>
    /// <exception cref="DatabaseException">The database cannot be used; the message says what to do.</exception>
    public static async Task<Database> OpenAsync(DatabaseOptions options, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var backup = await Migrator.MigrateAsync(options, time.GetUtcNow(), cancellationToken);
        await AuditStart.EnsureAsync(options, time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
        var version = options.Provider == DatabaseProvider.Sqlite
            ? $"SQLite {SqliteLibrary.Version} ({(SqliteLibrary.IsSystemLibrary ? "system" : "packaged")})"
            : "PostgreSQL " + await PostgresVersionAsync(options, cancellationToken);
        return new Database(options, version, backup);
    }

    /// <summary>The one writer of usage in this process.</summary>
    public UsageWriter Writer { get; }

    /// <summary>The log of decisions, and the organisation that follows from it.</summary>
    public DecisionLog Decisions { get; }

    /// <summary>Ledger figures, snapshots and projections.</summary>
    public AccountBooks Books { get; }

    /// <summary>Who did what, when and from where.</summary>
    public AuditLog Audit { get; }

    /// <summary>What is to be delivered, and what became of it.</summary>
    public Outbox Outbox { get; }

    /// <summary>Evaluates the runbook.</summary>
    public RunbookBooks Runbook { get; }

    /// <summary>Who has seen what the runbook decided.</summary>
    public Acknowledgements Acknowledgements { get; }

    /// <summary>Watches that usage arrives and the runbook is evaluated.</summary>
    public DeadMan DeadMan { get; }

    /// <summary>The runs of recurring jobs.</summary>
    public JobHistory JobHistory { get; }

    /// <summary>Answers whether a seat may run now.</summary>
    public GateStandings Gate { get; }

    /// <summary>Amounts that are held for runs.</summary>
    public Reservations Reservations { get; }

    /// <summary>What was pulled from the vendor's admin APIs.</summary>
    public VendorReportRead VendorReport { get; }

    /// <summary>Files of usage that were imported, and can be taken back whole.</summary>
    public UsageImports Imports { get; }

    /// <summary>A new context; the caller disposes it.</summary>
    public AppDb CreateDbContext() => Options.CreateContext();

    /// <summary>Writes a verified copy of a SQLite database while it is in use.</summary>
    /// <exception cref="DatabaseException">On PostgreSQL, whose owner uses <c>pg_dump</c>; or the copy failed.</exception>
    public Task BackUpAsync(string targetFile, CancellationToken cancellationToken = default) => Options.Provider switch
    {
        DatabaseProvider.Sqlite => SqliteBackup.WriteAsync(Options, targetFile, cancellationToken),
        DatabaseProvider.Postgres => throw new DatabaseException("A PostgreSQL database is backed up with pg_dump and restored with pg_restore; this program does not copy it."),
    };

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        Gate.Dispose();
        if (Options.Provider == DatabaseProvider.Sqlite)
        {
            using var connection = new SqliteConnection(Options.ConnectionString);
            SqliteConnection.ClearPool(connection);
            using var jobs = new SqliteConnection(Options.JobsConnectionString);
            SqliteConnection.ClearPool(jobs);
        }
    }

    private static async Task<string> PostgresVersionAsync(DatabaseOptions options, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(options.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection.PostgreSqlVersion.ToString();
    }
}
