using Dashboard.Credits.Projection;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Reads;

/// <summary>How good the product's own forecasts of ended cycles were, over the last 200 days.</summary>
public static class TrackRecordRead
{
    /// <summary>Of seats (forecasts of days 3, 5, 10, 15 and 20), and of the organisation (every day).</summary>
    public static async Task<(TrackRecord Seats, TrackRecord Organisation)> ReadAsync(Database database, DateOnly today, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        var day = StoredDay.Of(today);
        return (
            TrackRecord.Of(await ProjectionStore.ScoredAsync(sql, organisation: false, day - 200, day)),
            TrackRecord.Of(await ProjectionStore.ScoredAsync(sql, organisation: true, day - 200, day)));
    }
}
