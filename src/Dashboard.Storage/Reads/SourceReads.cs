using Dashboard.Credits.Money;
using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Reads;

/// <summary>
/// What sources brought. Imports are only ever added, so their totals are kept in memory and only newer ones are read: the page costs
/// the same with a million imports as with ten. One a process.
/// </summary>
public sealed class SourceReads(Database database) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<int, SourceTotals> _totals = [];
    private long _upTo;

    /// <summary>The totals of every source that brought anything, by source.</summary>
    public async Task<IReadOnlyDictionary<int, SourceTotals>> TotalsAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        var issues = await db.Set<IssueRow>().GroupBy(i => i.SourceId).Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await ReadOnAsync(db, cancellationToken);
            return _totals.Values.ToDictionary(t => t.SourceId, t => t with { Issues = issues.GetValueOrDefault(t.SourceId) });
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The newest issues of one source, or of all.</summary>
    public async Task<IReadOnlyList<SourceIssue>> IssuesAsync(int? sourceId, int limit, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        return await (
            from issue in db.Set<IssueRow>().AsNoTracking()
            join batch in db.Set<ImportBatchRow>().AsNoTracking() on issue.BatchId equals batch.Id
            where sourceId == null || issue.SourceId == sourceId
            orderby issue.Id descending
            select new SourceIssue(issue.Id, issue.SourceId, issue.Place, issue.Line, issue.Reason, batch.ReceivedAtMs)).Take(limit).ToListAsync(cancellationToken);
    }

    /// <summary>E-mails that usage states and that are no seat's, dearest first.</summary>
    public async Task<IReadOnlyList<UnknownIdentity>> UnknownIdentitiesAsync(int limit, CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        var found = await db.Set<UsageEventRow>().AsNoTracking()
            .Where(e => e.ActorId != null && e.SeatId == 0)
            .GroupBy(e => e.ActorId)
            .Select(g => new { Actor = g.Key, Events = g.Count(), Priced = g.Count(e => e.CostNano != null), Cost = g.Sum(e => e.CostNano), Last = g.Max(e => e.OccurredAtMs) })
            .OrderByDescending(g => g.Cost)
            .Take(limit)
            .Join(db.Set<ActorRow>(), g => g.Actor, a => a.Id, (g, a) => new { a.Text, g.Events, g.Priced, g.Cost, g.Last })
            .ToListAsync(cancellationToken);
        return [.. found
            .Select(f => new UnknownIdentity(f.Text, f.Events, f.Events - f.Priced, new Nanodollars(f.Cost ?? 0), f.Last))
            .OrderByDescending(i => i.Cost).ThenBy(i => i.Email, StringComparer.Ordinal)];
    }

    /// <summary>When the newest event happened, Unix milliseconds UTC; null without any.</summary>
    public async Task<long?> NewestEventMsAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.CreateDbContext();
        var day = await db.Set<UsageEventRow>().MaxAsync(e => (int?)e.Day, cancellationToken);
        return day is null ? null : await db.Set<UsageEventRow>().Where(e => e.Day == day).MaxAsync(e => (long?)e.OccurredAtMs, cancellationToken);
    }

    public void Dispose() => _gate.Dispose();

    private async Task ReadOnAsync(AppDb db, CancellationToken cancellationToken)
    {
        var newest = await db.Set<ImportBatchRow>().MaxAsync(b => (long?)b.Id, cancellationToken) ?? 0;
        if (newest == _upTo)
        {
            return;
        }

        var later = await db.Set<ImportBatchRow>()
            .Where(b => b.Id > _upTo && b.Id <= newest)
            .GroupBy(b => b.SourceId)
            .Select(g => new SourceTotals(
                g.Key, g.Max(b => b.ReceivedAtMs), g.Sum(b => (long)b.Accepted), g.Sum(b => (long)b.Updated), g.Sum(b => (long)b.Duplicate),
                g.Sum(b => (long)b.Superseded), g.Sum(b => (long)b.Rejected), 0))
            .ToListAsync(cancellationToken);
        foreach (var more in later)
        {
            _totals[more.SourceId] = _totals.TryGetValue(more.SourceId, out var known) ? Add(known, more) : more;
        }

        _upTo = newest;
    }

    private static SourceTotals Add(SourceTotals left, SourceTotals right) => new(
        left.SourceId,
        Math.Max(left.LastReceivedMs ?? 0, right.LastReceivedMs ?? 0),
        left.Accepted + right.Accepted,
        left.Updated + right.Updated,
        left.Duplicate + right.Duplicate,
        left.Superseded + right.Superseded,
        left.Rejected + right.Rejected,
        0);
}
