using System.Collections.Concurrent;
using Dashboard.Credits.Usage;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Cli.Import;

/// <summary>The sources that intake writes to: found by name, registered when new, given a seat or a pool when none was decided yet.</summary>
public sealed class IntakeSources(Database database, TimeProvider time)
{
    /// <summary>2000-01-01 UTC: the earliest instant of any usage.</summary>
    private const long AlwaysMs = 946_684_800_000;

    private readonly ConcurrentDictionary<string, int> known = new(StringComparer.Ordinal);

    /// <summary>The id of the source with this name.</summary>
    /// <param name="name">Up to 200 characters.</param>
    /// <param name="kind">For a new one, in one word: <c>upload</c>, <c>import</c>, <c>folder</c>, <c>push</c>, <c>rest</c>, <c>sample</c>.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="DatabaseException">The name cannot be used.</exception>
    public async Task<int> FindOrAddAsync(string name, string kind, CancellationToken cancellationToken = default)
    {
        if (!known.TryGetValue(name, out var id))
        {
            known[name] = id = await database.Decisions.RegisterSourceAsync(name, kind, "intake", Now(), cancellationToken);
        }

        return id;
    }

    /// <summary>Gives a source a seat, if nobody decided about it yet.</summary>
    public async Task<SeatChoice> ChooseSeatAsync(int sourceId, string email, Actor by, CancellationToken cancellationToken = default)
    {
        var normal = email.Trim().ToLowerInvariant();
        await using var db = database.CreateDbContext();
        var seat = await db.Set<SeatRow>().AsNoTracking().Where(s => s.Email == normal).Select(s => (int?)s.Id).SingleOrDefaultAsync(cancellationToken);
        if (seat is not { } seatId)
        {
            return SeatChoice.UnknownSeat;
        }

        var decided = await db.Set<SourceSeatRow>().AsNoTracking().Where(s => s.SourceId == sourceId).OrderBy(s => s.FromMs).ThenBy(s => s.Id).Select(s => s.SeatId).ToListAsync(cancellationToken);
        if (decided.Count > 0)
        {
            return decided[^1] == seatId ? SeatChoice.AssignedAlready : SeatChoice.AnotherSeat;
        }

        await DecideAsync(new SourceSeatSet(sourceId, seatId), by, cancellationToken);
        return SeatChoice.Assigned;
    }

    /// <summary>Says which pool a source's usage has when no rule decides, if nobody said so yet. False when something else was decided.</summary>
    public async Task<bool> ChoosePoolAsync(int sourceId, Pool pool, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        var decided = await db.Set<SourcePoolRow>().AsNoTracking().Where(s => s.SourceId == sourceId).OrderBy(s => s.FromMs).ThenBy(s => s.Id).Select(s => s.Pool).ToListAsync(cancellationToken);
        if (decided.Count > 0)
        {
            return decided[^1] == (int)pool;
        }

        await DecideAsync(new SourcePoolSet(sourceId, pool), by, cancellationToken);
        return true;
    }

    private async Task DecideAsync(SourceDecision decision, Actor by, CancellationToken cancellationToken)
    {
        if (await database.Decisions.AppendAsync([new NewDecision(decision, AlwaysMs)], by, Now(), cancellationToken: cancellationToken) is AppendResult.Refused refused)
        {
            throw new DatabaseException(refused.Refusals[0].Message);
        }
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
