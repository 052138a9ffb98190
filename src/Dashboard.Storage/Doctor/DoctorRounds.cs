using System.Text.Json;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Doctor;

/// <summary>
/// The doctor's regular round: joins what turned out to be one event, and verifies usage and books without repairing anything. The result
/// is kept beside the books. One node at a time makes a round: the database's own lock sees to it.
/// </summary>
public static class DoctorRounds
{
    private const string Name = "doctor";
    private const int MostLooks = 3;

    /// <summary>The last round; null before the first.</summary>
    public static async Task<DoctorRound?> LastAsync(Database database, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await sql.FirstAsync("SELECT value FROM books_state WHERE name = @name", r => r.GetString(0), ("@name", Name)) is { } text
            ? JsonSerializer.Deserialize(text, BooksJson.Default.DoctorRound)
            : null;
    }

    /// <summary>Makes a round.</summary>
    /// <param name="database">The database.</param>
    /// <param name="time">Says when it began and ended.</param>
    /// <param name="cancellationToken">Stops between two looks; no result is kept then.</param>
    public static async Task<DoctorRound> RunAsync(Database database, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(time);
        var started = time.GetUtcNow().ToUnixTimeMilliseconds();
        var joined = await UsageDoctor.JoinAsync(database, cancellationToken);
        var usage = await UsageDoctor.CheckAsync(database, cancellationToken);
        var books = await BooksAsync(database, time, cancellationToken);
        var round = new DoctorRound(started, time.GetUtcNow().ToUnixTimeMilliseconds(), joined, usage.Checked.Length + books.Checked.Length, [.. usage.Findings, .. books.Findings]);
        await database.Writer.RunAloneAsync(
            async job =>
            {
                await using var sql = job.Tables.AsSql();
                await BooksState.WriteAsync(sql, Name, JsonSerializer.Serialize(round, BooksJson.Default.DoctorRound));
                return true;
            },
            cancellationToken);
        return round;
    }

    /// <summary>Looks again when something was written meanwhile; where that never stops, nothing is said of the books.</summary>
    private static async Task<DoctorReport> BooksAsync(Database database, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var look = 0; look < MostLooks; look++)
        {
            var report = await BooksDoctor.CheckAsync(database, time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
            if (!BooksDoctor.WasDisturbed(report))
            {
                return report;
            }
        }

        return new DoctorReport([], [], []);
    }
}
