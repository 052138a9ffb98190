using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Sqlite;

/// <summary>The model on SQLite.</summary>
public sealed class SqliteAppDb(DbContextOptions<SqliteAppDb> options) : AppDb(options);
