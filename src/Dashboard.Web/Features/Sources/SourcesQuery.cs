using Dashboard.Credits.Cycles;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Sources;

/// <summary>Reads the Sources page.</summary>
public sealed class SourcesQuery(Database database, SourceReads reads, WatchedFolders folders, FolderWatcher watcher, TimeProvider time)
{
    private const int MostIssues = 100;
    private const int MostIdentities = 50;

    /// <summary>The page as of now.</summary>
    /// <param name="issuesOf">Only the issues of this source; null: of all.</param>
    /// <param name="caller">Who looks.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<SourcesView> LoadAsync(int? issuesOf, Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Require(Right.ManageSources);
        var now = time.GetUtcNow();
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(now.ToUnixTimeMilliseconds()));
        var totals = await reads.TotalsAsync(cancellationToken);
        var newest = await reads.NewestEventMsAsync(cancellationToken);
        var gone = await database.Imports.TakenBackAsync(cancellationToken);
        return new SourcesView(
            now,
            zone,
            organisation.IsCreated && organisation.HasChosen,
            !organisation.Seats.IsEmpty,
            newest is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null,
            [.. organisation.Sources.Values.Where(s => !gone.Contains(s.Id)).Select(s => Line(organisation, s, totals.GetValueOrDefault(s.Id) ?? new SourceTotals(s.Id, null, 0, 0, 0, 0, 0, 0), now, zone)).OrderBy(l => l.Name, StringComparer.OrdinalIgnoreCase)],
            await reads.IssuesAsync(issuesOf, MostIssues, cancellationToken),
            await reads.UnknownIdentitiesAsync(MostIdentities, cancellationToken),
            [.. folders.All.Select(f => new FolderLine(f.Path, f.Source, watcher.LastScan(f.Path)))],
            WatchedFolders.ClientFolder is { } client && folders.All.All(f => f.Path != client) ? client : null);
    }

    private static SourceLine Line(Organisation organisation, SourceSetting source, SourceTotals totals, DateTimeOffset now, TimeZoneInfo zone)
    {
        var nowMs = now.ToUnixTimeMilliseconds();
        var window = source.Window.At(nowMs);
        DateTimeOffset? last = totals.LastReceivedMs is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
        var (state, word) = last is not { } at ? (StateKind.Idle, "Nothing yet")
            : window is not { } hours ? (StateKind.Good, "Read")
            : now - at >= TimeSpan.FromHours(hours) ? (StateKind.Silent, "Silent")
            : (StateKind.Good, "Receiving");
        var seat = organisation.Seats.GetValueOrDefault(source.Seat.At(nowMs));
        return new SourceLine(
            source.Id,
            source.Name,
            KindWord(source.Kind),
            totals,
            seat?.Id ?? 0,
            seat is null ? "" : seat.Name.Length > 0 ? seat.Name : seat.Email,
            source.Pool.At(nowMs),
            window,
            state,
            word,
            last is { } when ? Show.Instant(when, now, zone) : Show.None,
            last is { } since && since <= now ? Show.Lag(now - since) : Show.None);
    }

    private static string KindWord(string kind) => kind switch
    {
        "upload" => "dropped here",
        "import" => "dashboard import",
        "folder" => "folder",
        "push" => "dashboard push",
        "rest" => "API",
        "otlp" => "telemetry",
        "csv" => "CSV file",
        "vendor" => "vendor report",
        _ => kind,
    };
}
