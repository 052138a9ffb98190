using Dashboard.Storage;
using Dashboard.Storage.Postgres;
using Dashboard.Storage.Sqlite;
using Microsoft.EntityFrameworkCore.Design;

// `dotnet ef` looks for the factories below; the program itself only says how to use it.
Console.WriteLine("dotnet tool restore");
Console.WriteLine("dotnet build tests/Dashboard.Migrations");
foreach (var (context, folder) in new[] { ("SqliteAppDb", "Sqlite"), ("PostgresAppDb", "Postgres") })
{
    Console.WriteLine($"dotnet ef migrations add NAME --no-build -c {context} -p src/Dashboard.Storage -s tests/Dashboard.Migrations -o {folder}/Migrations");
}

/// <summary>The SQLite model at design time; no file is opened.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteAppDb>
{
    public SqliteAppDb CreateDbContext(string[] args) => (SqliteAppDb)DatabaseOptions.InDirectory("design-time").CreateContext();
}

/// <summary>The PostgreSQL model at design time; no server is asked.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresAppDb>
{
    public PostgresAppDb CreateDbContext(string[] args) => (PostgresAppDb)DatabaseOptions.OnPostgres("Host=design-time").CreateContext();
}
