using Dashboard.TestKit;
using Npgsql;

namespace Dashboard.Storage.Tests;

/// <summary>An empty place for one database of one test, gone afterwards.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>The administrative connection string of the PostgreSQL server that the tests may use.</summary>
    public const string PostgresVariable = "DRAWDOWN_TEST_POSTGRES";

    private readonly string _name;
    private readonly string? _server;
    private Database? _database;

    private TestDatabase(string name, string? server, DatabaseOptions options)
    {
        _name = name;
        _server = server;
        Options = options;
    }

    public DatabaseOptions Options { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    public static async Task<TestDatabase> PlaceAsync(DatabaseProvider provider)
    {
        var name = "drawdown_test_" + Guid.NewGuid().ToString("N");
        if (provider == DatabaseProvider.Sqlite)
        {
            return new TestDatabase(name, null, DatabaseOptions.InDirectory(Path.Combine(Path.GetTempPath(), name)));
        }

        var server = Environment.GetEnvironmentVariable(PostgresVariable);
        if (string.IsNullOrEmpty(server))
        {
            Assert.SkipWhen(Environment.GetEnvironmentVariable("CI") is not "true", $"{PostgresVariable} is not set: start tests/postgres.sh.");
            Assert.Fail($"{PostgresVariable} is not set, and CI must run on PostgreSQL too.");
        }

        await ExecuteAsync(server, $"CREATE DATABASE {name}");
        var options = DatabaseOptions.OnPostgres(new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ToString());
        return new TestDatabase(name, server, options);
    }

    public static async Task<TestDatabase> CreateAsync(DatabaseProvider provider)
    {
        var place = await PlaceAsync(provider);
        await place.OpenAsync();
        return place;
    }

    public Database Database => _database ?? throw new InvalidOperationException("The database is not open.");

    public async Task<Database> OpenAsync() => _database = await Database.OpenAsync(Options, Time);

    /// <summary>Closes and opens again, as a restart does.</summary>
    public async Task ReopenAsync()
    {
        await Database.DisposeAsync();
        await OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        if (_server is null)
        {
            Directory.Delete(Options.Directory!, recursive: true);
        }
        else
        {
            await ExecuteAsync(_server, $"DROP DATABASE {_name} WITH (FORCE)");
        }
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
