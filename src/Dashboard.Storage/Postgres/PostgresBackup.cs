using System.Diagnostics;
using Dashboard.Storage.Backups;
using Dashboard.Storage.Books;
using Npgsql;

namespace Dashboard.Storage.Postgres;

/// <summary>Backups of a PostgreSQL database with its own programs: of one instant, restored into a database of their own where the server allows it, and compared.</summary>
public static class PostgresBackup
{
    private const int MostSaid = 2_000;

    /// <summary>A name has at most 63 bytes.</summary>
    private const int MostName = 40;

    /// <summary>Writes a backup that <c>pg_restore</c> reads.</summary>
    /// <param name="options">The database.</param>
    /// <param name="pgDump">Full path of <c>pg_dump</c>; <c>pg_restore</c> stands beside it.</param>
    /// <param name="file">The new file.</param>
    /// <param name="cancellationToken">Stops the programs; the file is not kept.</param>
    /// <exception cref="DatabaseException">It could not be written or read back, or does not hold the same.</exception>
    public static async Task<BackupReport> WriteAsync(DatabaseOptions options, string pgDump, string file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(pgDump);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var restore = Path.Combine(Path.GetDirectoryName(pgDump)!, Path.GetFileName(pgDump).Replace("pg_dump", "pg_restore", StringComparison.Ordinal));
        try
        {
            var figures = await DumpAsync(options, pgDump, file, cancellationToken);
            await RunAsync(options, restore, ["--list", file], cancellationToken);
            var isRestored = await RestoreAsync(options, restore, file, figures, cancellationToken);
            return new BackupReport(file, new FileInfo(file).Length, figures, isRestored);
        }
        catch
        {
            File.Delete(file);
            throw;
        }
    }

    /// <summary>Figures and dump are of one snapshot.</summary>
    private static async Task<DatabaseFigures> DumpAsync(DatabaseOptions options, string pgDump, string file, CancellationToken cancellationToken)
    {
        await using var sql = await Sql.OpenAsync(options, cancellationToken);
        await sql.BeginReadAsync(cancellationToken);
        var snapshot = await sql.FirstAsync("SELECT pg_export_snapshot()", r => r.GetString(0));
        await RunAsync(options, pgDump, ["--format=custom", "--no-owner", "--no-privileges", $"--snapshot={snapshot}", $"--file={file}"], cancellationToken);
        return await DatabaseFigures.ReadAsync(sql);
    }

    private static async Task<bool> RestoreAsync(DatabaseOptions options, string pgRestore, string file, DatabaseFigures figures, CancellationToken cancellationToken)
    {
        // One name a database: what a killed run left is taken away by the next.
        var name = new NpgsqlConnectionStringBuilder(options.ConnectionString).Database ?? "";
        var scratch = name[..Math.Min(name.Length, MostName)] + "_restore_check";
        var quoted = '"' + scratch.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
        try
        {
            await ExecuteAsync(options, $"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)", cancellationToken);
            await ExecuteAsync(options, $"CREATE DATABASE {quoted} TEMPLATE template0", cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return false;
        }

        var target = DatabaseOptions.OnPostgres(new NpgsqlConnectionStringBuilder(options.ConnectionString) { Database = scratch, Pooling = false }.ToString());
        try
        {
            await RunAsync(target, pgRestore, ["--no-owner", "--no-privileges", "--exit-on-error", $"--dbname={scratch}", file], cancellationToken);
            figures.RequireIn(await DatabaseFigures.ReadAsync(target, cancellationToken));
            return true;
        }
        finally
        {
            await ExecuteAsync(options, $"DROP DATABASE {quoted} WITH (FORCE)", CancellationToken.None);
        }
    }

    private static async Task ExecuteAsync(DatabaseOptions options, string statement, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(options.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Where and who is told by the environment, which other users of the machine cannot read.</summary>
    private static async Task RunAsync(DatabaseOptions options, string program, string[] arguments, CancellationToken cancellationToken)
    {
        var where = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        Give("PGHOST", where.Host);
        Give("PGPORT", where.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Give("PGUSER", where.Username);
        Give("PGDATABASE", where.Database);
        Give("PGPASSWORD", where.Password);
        Give("PGSSLMODE", where.SslMode switch { SslMode.Disable => "disable", SslMode.Allow => "allow", SslMode.Prefer => "prefer", SslMode.Require => "require", SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", _ => null });
        using var process = Process.Start(start) ?? throw new DatabaseException($"{Path.GetFileName(program)} could not be started.");
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
            var said = (await errors).Trim();
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new DatabaseException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {said[..Math.Min(said.Length, MostSaid)]}");
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        void Give(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                start.Environment[name] = value;
            }
        }
    }
}
