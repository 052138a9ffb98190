using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Postgres;

/// <summary>The model on PostgreSQL.</summary>
public sealed class PostgresAppDb(DbContextOptions<PostgresAppDb> options) : AppDb(options);
