using Dashboard.Credits.Projection;

namespace Dashboard.Storage.Books;

/// <summary>What a new day begins with: the organisation's weekdays and rate, the bands' widening by its own errors, and every account marked.</summary>
internal static class NewDay
{
    /// <summary>Forecasts older than this say little about the way the organisation works now.</summary>
    public const int ScoredDays = 200;

    public static async Task<BooksState> BeginAsync(Sql sql, BooksState state, int today)
    {
        var day = StoredDay.ToDay(today);
        var series = await SeriesAsync(sql, today);
        var seats = await ProjectionStore.ScoredAsync(sql, organisation: false, today - ScoredDays, today);
        var own = await ProjectionStore.ScoredAsync(sql, organisation: true, today - ScoredDays, today);
        await Touched.MarkAllAsync(sql, long.MaxValue);
        return Of(state, day, series, seats, own);
    }

    /// <summary>What all projections of a day share. Pure.</summary>
    public static BooksState Of(BooksState state, DateOnly day, IReadOnlyCollection<DailyCosts> series, IReadOnlyList<ScoredForecast> seats, IReadOnlyList<ScoredForecast> own)
    {
        var peers = PeerProfile.Of(series, day);
        return state with
        {
            Day = StoredDay.Of(day),
            Weekdays = [.. peers.Weekdays.Weights],
            Rate = peers.Rate,
            Widening = BandWidening.Choose(seats),
            OrganisationWidening = BandWidening.Choose(own),
        };
    }

    private static async Task<List<DailyCosts>> SeriesAsync(Sql sql, int today)
    {
        var days = await sql.QueryAsync(
            "SELECT account_id, day, covered FROM account_day WHERE account_id > 0 AND day >= @from AND day < @today AND covered > 0 ORDER BY account_id, day",
            r => (Account: r.GetInt32(0), Day: r.GetInt32(1), Covered: r.GetInt64(2)),
            ("@from", today - DailySeries.Window),
            ("@today", today));
        var older = (await sql.QueryAsync("SELECT DISTINCT account_id FROM account_day WHERE day < @from AND covered > 0", r => r.GetInt32(0), ("@from", today - DailySeries.Window))).ToHashSet();
        return [.. days.GroupBy(d => d.Account).Select(g => DailySeries.Of(StoredDay.ToDay(today), older.Contains(g.Key), g.Select(d => (d.Day, d.Covered)), []))];
    }
}
