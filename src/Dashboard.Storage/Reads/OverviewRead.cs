using System.Text.Json;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Seats;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Reads;

/// <summary>The first page.</summary>
public static class OverviewRead
{
    /// <summary>Reads what was last derived; nothing is computed but sums of days.</summary>
    /// <param name="database">The database.</param>
    /// <param name="seats">How many seats that need a decision to list.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<OverviewData> ReadAsync(Database database, int seats = 8, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        await sql.BeginReadAsync(cancellationToken);
        var organisation = await database.Decisions.CurrentAsync(sql);
        var figures = await FiguresAsync(sql);
        var (days, ghost) = figures is null ? ([], []) : await DaysAsync(sql, figures, organisation.Rules.Zone);
        var urgent = await sql.QueryAsync(
            $"SELECT {SeatLine.Columns} FROM seat_now WHERE state <= 4 AND active = @active ORDER BY {SeatsRead.Urgency} LIMIT @limit", SeatLine.Read, ("@active", true), ("@limit", seats));
        var count = await sql.FirstAsync("SELECT COUNT(*) FROM seat_now WHERE state <= 4 AND active = @active", r => r.GetInt64(0), ("@active", true));
        var sources = await sql.QueryAsync(
            "SELECT s.id, s.name, s.kind, (SELECT MAX(b.received_at_ms) FROM import_batch b WHERE b.source_id = s.id) FROM source s WHERE NOT EXISTS (SELECT 1 FROM usage_import i WHERE i.source_id = s.id AND i.state = 4)",
            r => new SourceFreshness(r.GetInt32(0), r.GetString(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetInt64(3), organisation.Sources.GetValueOrDefault(r.GetInt32(0))?.Window.At(figures?.AsOfMs ?? long.MaxValue)));
        return new OverviewData(
            organisation, figures, days, ghost, await ProjectionStore.LatestAsync(sql, 0), urgent, count, [.. sources.OrderBy(s => s.LastReceivedMs ?? long.MinValue).ThenBy(s => s.SourceId)]);
    }

    /// <summary>The figures alone, for the API; null before anything was derived.</summary>
    public static async Task<OrganisationFigures?> FiguresAsync(Database database, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        return await FiguresAsync(sql);
    }

    internal static async Task<OrganisationFigures?> FiguresAsync(Sql sql) =>
        await sql.FirstAsync("SELECT value FROM books_state WHERE name = @name", r => r.GetString(0), ("@name", OrganisationBooks.FiguresName)) is { } text
            ? JsonSerializer.Deserialize(text, BooksJson.Default.OrganisationFigures)
            : null;

    private static async Task<(List<SeriesDay> Days, List<Nanodollars> Ghost)> DaysAsync(Sql sql, OrganisationFigures figures, History<string> zone)
    {
        var start = StoredDay.Of(figures.PeriodStart);
        var end = StoredDay.Of(figures.PeriodEnd);
        var calendar = new CycleCalendar(new History<int>(Math.Max(figures.PeriodStart.Day, figures.PeriodEnd.Day)), new History<string>(zone.At(figures.AsOfMs)));
        var running = calendar.At(figures.AsOfMs);
        var before = StoredDay.Of(calendar.Previous(running).StartDay);
        var rows = await sql.QueryAsync($"SELECT {Series.Columns} FROM books_day WHERE day >= @from AND day < @to ORDER BY day", Series.Read, ("@from", before), ("@to", end));
        var today = StoredDay.Of(calendar.DayOf(running, figures.AsOfMs));
        return (Series.Cumulate(rows, start, Math.Clamp(today, start, end - 1)), Series.Ghost(rows, before, start));
    }
}
