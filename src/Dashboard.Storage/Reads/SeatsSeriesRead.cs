using Dashboard.Storage.Books;

namespace Dashboard.Storage.Reads;

/// <summary>Several seats' cycles by day, added up: what a chart of a team is drawn from.</summary>
public static class SeatsSeriesRead
{
    /// <summary>Cumulative sums of the accounts of these seats, one entry a day from the first day up to the last (included).</summary>
    public static async Task<IReadOnlyList<SeriesDay>> ReadAsync(Database database, IReadOnlyCollection<int> seats, DateOnly first, DateOnly last, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(seats);
        const int most = 500;
        var rows = new List<(int Day, long[] Sums)>();
        await using var sql = await Sql.OpenAsync(database.Options, cancellationToken);
        await sql.BeginReadAsync(cancellationToken);
        foreach (var some in seats.Distinct().Chunk(most))
        {
            // Ids are integers of ours.
            rows.AddRange(await sql.QueryAsync(
                $"SELECT {Series.Columns} FROM account_day WHERE account_id IN ({string.Join(", ", some)}) AND day >= @from AND day <= @to ORDER BY day",
                Series.Read, ("@from", StoredDay.Of(first)), ("@to", StoredDay.Of(last))));
        }

        return Series.Cumulate([.. rows.OrderBy(r => r.Day)], StoredDay.Of(first), StoredDay.Of(last));
    }
}
