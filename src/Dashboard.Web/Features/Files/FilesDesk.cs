using Dashboard.Cli.Import;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Ingestion.Csv;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Imports;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Files;

/// <summary>Files of usage: read by a mapping, looked at before anything is kept, imported, and taken back whole.</summary>
public sealed class FilesDesk(Database database, CsvImport import, TimeProvider time)
{
    private const int MostImports = 100;
    private const int MostMoves = 100;

    private readonly long startedAtMs = time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Imports and saved mappings.</summary>
    public async Task<FilesView> LoadAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        Require(caller);
        var now = time.GetUtcNow();
        await database.Imports.StopUnfinishedAsync(startedAtMs, now.ToUnixTimeMilliseconds(), cancellationToken);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        return new FilesView(
            now, ZoneDays.Find(organisation.Rules.Zone.At(now.ToUnixTimeMilliseconds())), await database.Imports.ListAsync(MostImports, cancellationToken), await CsvMappings.SavedAsync(database, cancellationToken));
    }

    /// <summary>The first rows of a file and the mapping that fits; why it is no usage, if so.</summary>
    public async Task<(CsvHead Head, CsvProposed Proposed, string? Refusal)> ReadHeadAsync(UploadedFile file, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        Require(caller);
        await using var stream = file.Open();
        return await CsvMappings.ProposeAsync(database, file.Name, stream, cancellationToken);
    }

    /// <summary>What the import would do. Nothing is kept.</summary>
    /// <exception cref="DatabaseException">The database refused.</exception>
    public async Task<FilesLook> LookAsync(UploadedFile file, CsvMapping mapping, CsvTerms terms, Action<long> bytesDone, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        Require(caller);
        await using var stream = file.Open();
        var look = await Task.Run(() => import.LookAsync(mapping, file.Name, stream, terms, bytesDone, cancellationToken), cancellationToken);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var people = look.Effect.People
            .Select(p => (Name: p.SeatId != 0 ? NameOf(organisation, p.SeatId) : p.Stated.Length > 0 ? p.Stated : "Nobody stated", HasSeat: p.SeatId != 0, p.Events, p.Unpriced, p.Cost))
            .GroupBy(p => (p.Name, p.HasSeat))
            .Select(g => (g.Key.Name, g.Key.HasSeat, g.Sum(p => p.Events), g.Sum(p => p.Unpriced), Sum(g.Select(p => p.Cost))))
            .OrderBy(p => p.HasSeat).ThenByDescending(p => p.Item5).ThenBy(p => p.Name, StringComparer.Ordinal).ToList();
        var moves = MovesOf(organisation, look.Effect.Changes);
        return new FilesLook(look, people, [.. moves.Take(MostMoves)], Math.Max(0, moves.Count - MostMoves), Sum(look.Effect.Changes.Select(c => c.Cost)));
    }

    /// <summary>Imports a file. It goes on when the page is closed; the file goes when it is over.</summary>
    /// <exception cref="DatabaseException">The database refused; what was read before counts and can be taken back.</exception>
    public async Task<CsvImported> ImportAsync(UploadedFile file, CsvMapping mapping, CsvTerms terms, Action<long> bytesDone, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(file);
        Require(caller);
        using (file)
        {
            await using var stream = file.Open();

            // Away from the page that asked: it draws meanwhile, and may go.
            return await Task.Run(() => import.RunAsync(mapping, file.Name, stream, terms, caller.Actor, bytesDone));
        }
    }

    /// <summary>Saves a mapping under its name. Why not, or null.</summary>
    public async Task<string?> SaveMappingAsync(CsvMapping mapping, Caller caller, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        Require(caller);
        if ((mapping with { Day = mapping.HeaderOf(CsvField.At) is null ? DateOnly.MinValue : null }).Problem() is { } problem)
        {
            return problem;
        }

        // The day of a file without a time belongs to the file, not to its kind.
        var saved = mapping with { Name = mapping.Name.Trim(), Day = null };
        await database.Imports.SaveMappingAsync(saved.Name, saved.ToJson(), caller.Actor, time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
        return null;
    }

    /// <summary>Forgets a saved mapping.</summary>
    public Task DeleteMappingAsync(string name, Caller caller, CancellationToken cancellationToken = default)
    {
        Require(caller);
        return database.Imports.DeleteMappingAsync(name, caller.Actor, time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
    }

    /// <summary>What taking an import back would change, by seat and cycle; null when it cannot be taken back.</summary>
    public async Task<IReadOnlyList<CycleMove>?> LookBackAsync(int import, Caller caller, CancellationToken cancellationToken = default)
    {
        Require(caller);
        var changes = await database.Imports.TakeBackAsync(import, caller.Actor, time.GetUtcNow().ToUnixTimeMilliseconds(), preview: true, cancellationToken: cancellationToken);
        return changes is null ? null : MovesOf(await database.Decisions.CurrentAsync(cancellationToken), changes);
    }

    /// <summary>Takes an import back whole. False when it cannot be.</summary>
    public async Task<bool> TakeBackAsync(int import, string reason, Caller caller, CancellationToken cancellationToken = default)
    {
        Require(caller);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var isTaken = await database.Imports.TakeBackAsync(import, caller.Actor, now, preview: false, reason.Trim().Length == 0 ? null : reason.Trim(), cancellationToken) is not null;
        await database.Books.CatchUpAsync(now, cancellationToken);
        return isTaken;
    }

    private static void Require(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        caller.Require(Right.ImportUsage);
    }

    private List<CycleMove> MovesOf(Organisation organisation, IEnumerable<ImportChange> changes)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(now));
        var today = ZoneDays.DayOf(now, zone);
        var calendars = new Dictionary<int, CycleCalendar>();
        return [.. changes.GroupBy(c => (c.SeatId, Cycle: CycleOf(c)))
            .Select(g => new CycleMove(
                g.Key.SeatId == 0 ? "" : NameOf(organisation, g.Key.SeatId),
                g.Key.Cycle is { } cycle ? $"{Show.Day(cycle.StartDay, today)} to {Show.Day(cycle.EndDay.AddDays(-1), today)}" : "days without a seat",
                g.Key.Cycle is not { } of ? "" : of.EndDay <= organisation.Rules.BooksStart ? "before the books: figures only" : of.Contains(now) ? "running" : of.StartMs > now ? "ahead" : "ended",
                g.Sum(c => c.Events), g.Sum(c => c.Unpriced), Sum(g.Select(c => c.Cost))))
            .OrderByDescending(m => Math.Abs(m.Cost.Value)).ThenBy(m => m.Seat, StringComparer.Ordinal)];

        BillingCycle? CycleOf(ImportChange change)
        {
            if (!organisation.Seats.TryGetValue(change.SeatId, out var seat))
            {
                return null;
            }

            if (!calendars.TryGetValue(seat.Id, out var calendar))
            {
                calendars.Add(seat.Id, calendar = new CycleCalendar(seat.Anchor, organisation.Rules.Zone));
            }

            return calendar.At(ZoneDays.FirstInstantOf(change.Day, zone));
        }
    }

    private static string NameOf(Organisation organisation, int seatId) =>
        organisation.Seats.TryGetValue(seatId, out var seat) ? seat.Name.Length > 0 ? seat.Name : seat.Email : $"seat {seatId}";

    private static Nanodollars Sum(IEnumerable<Nanodollars> amounts) => amounts.Aggregate(default(Nanodollars), (sum, a) => sum + a);
}
