using Dashboard.Cli.Import;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Seats;
using Dashboard.Credits.Usage;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Sources;

/// <summary>What people decide about sources, and the way of dropped files into the database.</summary>
public sealed class SourceCommands(
    Database database, Decider decider, IntakeSources sources, UsageIntake intake, WatchedFolders folders, FolderWatcher watcher, TimeProvider time)
{
    /// <summary>2000-01-01 UTC, before any usage: a decision from then on holds for everything a source ever brought.</summary>
    private const long AlwaysMs = 946_684_800_000;

    private const int MostSeatsOffered = 20;

    /// <summary>Seats whose e-mail or name contains a text, for a field that completes. Whoever says whose usage a source brings has to know who has a seat.</summary>
    public async Task<IReadOnlyList<Seat>> FindSeatsAsync(string text, Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Require(Right.ManageSources);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var wanted = text.Trim();
        return [.. organisation.Seats.Values
            .Where(s => s.Email.Contains(wanted, StringComparison.OrdinalIgnoreCase) || s.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase))
            .OrderBy(s => s.Email, StringComparer.Ordinal)
            .Take(MostSeatsOffered)];
    }

    /// <summary>The seat with an e-mail; null when there is none.</summary>
    public async Task<Seat?> SeatOfAsync(string email, Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Require(Right.ManageSources);
        return (await database.Decisions.CurrentAsync(cancellationToken)).SeatOf(email);
    }

    /// <summary>The seat with an id; null for 0, unassigned.</summary>
    public async Task<Seat?> SeatByIdAsync(int id, Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Require(Right.ManageSources);
        return (await database.Decisions.CurrentAsync(cancellationToken)).Seats.GetValueOrDefault(id);
    }

    /// <summary>Where dropped files of a seat (null: unassigned) go, and what was decided about it.</summary>
    public async Task<DropPlace> PlaceOfAsync(Seat? seat, CancellationToken cancellationToken = default)
    {
        var name = seat is null ? "Dropped files, unassigned" : $"Dropped files, {seat.Email}";
        var source = (await database.Decisions.CurrentAsync(cancellationToken)).Sources.Values.FirstOrDefault(s => s.Name == name);
        var pool = source?.Pool.At(Now());
        return new DropPlace(name, pool is not null, pool ?? Pool.Unknown);
    }

    /// <summary>Registers the place of dropped files and decides whose they are and what runs of unknown pool are, if nobody did before.</summary>
    /// <exception cref="DatabaseException">The source cannot be registered.</exception>
    public async Task<IntakeOrigin> OpenPlaceAsync(DropPlace place, Seat? seat, Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Require(Right.ManageSources);
        return new(await OpenAsync(place.Source, "upload", seat, place.Pool, caller.Actor, cancellationToken), Scope: place.Source);
    }

    /// <summary>Reads one dropped file.</summary>
    /// <exception cref="DatabaseException">The database refused; the same file can be dropped again.</exception>
    public Task<IntakeResult> ReadAsync(
        IntakeOrigin origin, string name, Stream stream, DateTimeOffset modifiedAt, Action<long> bytesDone, Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Require(Right.ManageSources);
        return intake.ReadStreamAsync(origin, name, stream, modifiedAt.ToUnixTimeMilliseconds(), new IntakeWatch(bytesDone), cancellationToken);
    }

    /// <summary>Watches a folder from now on. What is wrong, or null.</summary>
    public async Task<string?> WatchAsync(string path, Seat? seat, Pool pool, Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Require(Right.ManageSources);
        if (folders.Problem(path.Trim()) is { } problem)
        {
            return problem;
        }

        var name = await FolderNameAsync(path.Trim(), cancellationToken);
        await OpenAsync(name, "folder", seat, pool, caller.Actor, cancellationToken);
        folders.Add(path.Trim(), name);
        watcher.ScanNow();
        return null;
    }

    /// <summary>Stops watching a folder; what was read stays.</summary>
    public void StopWatching(string path, Caller caller)
    {
        caller.Require(Right.ManageSources);
        folders.Remove(path);
    }

    /// <summary>Reads the watched folders now instead of within the minute.</summary>
    public void ScanNow(Caller caller)
    {
        caller.Require(Right.ManageSources);
        watcher.ScanNow();
    }

    /// <summary>Decides whose usage a source brings, what its runs of unknown pool are and how long it may be silent. Later dated decisions stay as they are.</summary>
    /// <param name="sourceId">The source.</param>
    /// <param name="seatId">0 is unassigned.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="from">First local day that seat and pool hold for; null: for everything it ever brought.</param>
    /// <param name="windowHours">Hours of silence after which the data of its seats are stale, from now on; null: never.</param>
    /// <param name="caller">Who decides.</param>
    /// <param name="preview">True to learn what would move.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    public async Task<AppendResult> ChangeAsync(int sourceId, int seatId, Pool pool, DateOnly? from, int? windowHours, Caller caller, bool preview, CancellationToken cancellationToken = default)
    {
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var now = Now();
        var at = from is { } day ? ZoneDays.FirstInstantOf(day, ZoneDays.Find(organisation.Rules.Zone.At(now))) : AlwaysMs;
        List<NewDecision> decisions = [new(new SourceSeatSet(sourceId, seatId), at, "Sources page"), new(new SourcePoolSet(sourceId, pool), at, "Sources page")];
        if (organisation.Sources.GetValueOrDefault(sourceId)?.Window.At(now) != windowHours)
        {
            decisions.Add(new NewDecision(new SourceWindowSet(sourceId, windowHours), now, "Sources page"));
        }

        return await decider.DecideAsync(caller, decisions, preview, cancellationToken);
    }

    private async Task<int> OpenAsync(string name, string kind, Seat? seat, Pool pool, Actor actor, CancellationToken cancellationToken)
    {
        var id = await sources.FindOrAddAsync(name, kind, cancellationToken);
        if (seat is not null)
        {
            await sources.ChooseSeatAsync(id, seat.Email, actor, cancellationToken);
        }

        await sources.ChoosePoolAsync(id, pool, actor, cancellationToken);
        return id;
    }

    /// <summary>The last two parts of the path tell folders apart; a number does where they do not.</summary>
    private async Task<string> FolderNameAsync(string path, CancellationToken cancellationToken)
    {
        var parts = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)).Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        var plain = "Folder " + string.Join('/', parts.TakeLast(2));
        var taken = (await database.Decisions.CurrentAsync(cancellationToken)).Sources.Values.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, WatchedFolders.Most * 2).Select(i => i == 1 ? plain : $"{plain} {i}").First(n => !taken.Contains(n));
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
