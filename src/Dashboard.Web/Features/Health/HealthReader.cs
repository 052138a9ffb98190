using System.Reflection;
using Dashboard.Storage;
using Dashboard.Storage.Doctor;
using Dashboard.Storage.Rows;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Jobs;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Health;

/// <summary>What runs here: versions, places, and when something was last written.</summary>
internal sealed class HealthReader(Database database, DataDirectory data, IServer server, SchedulerState scheduler, TimeProvider time)
{
    /// <summary>The doctor's last round; null before the first.</summary>
    public Task<DoctorRound?> LastRoundAsync() => DoctorRounds.LastAsync(database);

    /// <summary>What a round was, in rows.</summary>
    public static IReadOnlyList<KeyValue> RowsOf(DoctorRound round) =>
    [
        new("Last round", $"{Show.FullInstant(DateTimeOffset.FromUnixTimeMilliseconds(round.StartedAtMs), TimeZoneInfo.Utc)}, took {Show.Lag(TimeSpan.FromMilliseconds(round.EndedAtMs - round.StartedAtMs))}"),
        new("Invariants verified", Show.Count(round.Checked)),
        new("Do not hold", Show.Count(round.Findings.Length)),
        new("Identities joined", Show.Count(round.Joined)),
    ];

    /// <summary>The rows of the page, and the command that reads the metrics of this server.</summary>
    public async Task<(IReadOnlyList<KeyValue> Server, string MetricsCommand)> ReadAsync()
    {
        await using var db = database.CreateDbContext();
        var newest = await db.Set<ImportBatchRow>().OrderByDescending(b => b.Id).Select(b => (long?)b.ReceivedAtMs).FirstOrDefaultAsync();
        var batches = await db.Set<ImportBatchRow>().LongCountAsync();
        var head = await database.Audit.HeadAsync();
        var now = time.GetUtcNow();
        var address = ServerAddress.Of(server);
        IReadOnlyList<KeyValue> rows =
        [
            new("Drawdown", Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? Show.None),
            new(".NET", Environment.Version.ToString()),
            new("Database engine", database.EngineVersion),
            new("Data directory", data.Path),
            new("Scheduler", scheduler.Since is { } since ? $"runs on {scheduler.Node}, up {Show.Lag(now - since)}" : scheduler.Problem ?? "does not run"),
            new("Backup before the last upgrade", database.BackupBeforeUpgrade ?? "this start upgraded nothing"),
            new("Writes of usage", Show.Count(batches)),
            new("Last write", newest is { } ms ? $"{Show.FullInstant(DateTimeOffset.FromUnixTimeMilliseconds(ms), TimeZoneInfo.Utc)}, {Show.Lag(now - DateTimeOffset.FromUnixTimeMilliseconds(ms))} ago" : "none yet"),
            new("Audit log", head is null ? "its head is missing: run dashboard doctor --audit" : $"entry {Show.ExactCount(head.Sequence)}, hash {head.HashText[..12]}…", head?.HashText),
        ];
        return (rows, $"curl -H \"Authorization: Bearer $DRAWDOWN_API_KEY\" {address}/metrics");
    }
}
