using Dashboard.Credits.Money;
using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Ingestion.Tests.Import;

/// <summary>What a database says all usage adds up to.</summary>
public sealed record StoredTotals(long Events, long Unpriced, long Input, long Output, long CacheWrite5m, long CacheWrite1h, long CacheRead, long Searches, string Cost)
{
    /// <summary>By the roll-up, after checking that the events themselves give the same money.</summary>
    public static async Task<StoredTotals> OfAsync(string directory)
    {
        await using var database = await Database.OpenAsync(DatabaseOptions.InDirectory(directory), TimeProvider.System);
        await using var db = database.CreateDbContext();
        var days = await db.Set<RollupOrgDayRow>().AsNoTracking().ToListAsync();
        var costs = await db.Set<UsageEventRow>().AsNoTracking().Where(e => e.CostNano != null).Select(e => e.CostNano!.Value).ToListAsync();
        Assert.Equal(costs.Sum(), days.Sum(d => d.CostNano));
        return new StoredTotals(
            days.Sum(d => d.Events),
            days.Sum(d => d.UnpricedEvents),
            days.Sum(d => d.InputTokens),
            days.Sum(d => d.OutputTokens),
            days.Sum(d => d.CacheWrite5mTokens),
            days.Sum(d => d.CacheWrite1hTokens),
            days.Sum(d => d.CacheReadTokens),
            days.Sum(d => d.WebSearches),
            Usd.Format(new Nanodollars(days.Sum(d => d.CostNano))));
    }

    /// <summary>What <c>dashboard report</c> says of these paths.</summary>
    public static async Task<StoredTotals> OfReportAsync(params string[] paths)
    {
        var totals = (await Fixtures.ReportAsync(paths)).GetProperty("totals");
        long Number(string name) => totals.GetProperty(name).GetInt64();
        return new StoredTotals(
            Number("events"), Number("unpricedEvents"), Number("inputTokens"), Number("outputTokens"), Number("cacheWrite5mTokens"),
            Number("cacheWrite1hTokens"), Number("cacheReadTokens"), Number("webSearches"), totals.GetProperty("costUsd").GetString()!);
    }
}
