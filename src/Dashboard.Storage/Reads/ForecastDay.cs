using Dashboard.Credits.Projection;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Reads;

/// <summary>The forecasts of a day: what was published, and how good those of ended cycles were.</summary>
/// <param name="Published">Forecasts of seats and of the organisation that were published on the day.</param>
/// <param name="Seats">The track record of seats, of the last 200 days.</param>
/// <param name="Organisation">The track record of the organisation.</param>
public sealed record ForecastDay(int Published, TrackRecord Seats, TrackRecord Organisation)
{
    /// <summary>The day in the organisation's zone at an instant, Unix milliseconds UTC; null while there is no organisation.</summary>
    public static async Task<ForecastDay?> ReadAsync(Database database, long nowMs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        if (!organisation.IsCreated)
        {
            return null;
        }

        var today = BooksState.DayAt(organisation, nowMs);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var published = await sql.FirstAsync("SELECT COUNT(*) FROM forecast WHERE day = @day", r => r.GetInt32(0), ("@day", today));
        var (seats, whole) = await TrackRecordRead.ReadAsync(database, StoredDay.ToDay(today), cancellationToken);
        return new ForecastDay(published, seats, whole);
    }
}
