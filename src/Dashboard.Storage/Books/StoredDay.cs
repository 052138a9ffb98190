namespace Dashboard.Storage.Books;

/// <summary>Days as stored: days since 1970-01-01.</summary>
internal static class StoredDay
{
    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    public static int Of(DateOnly day) => day.DayNumber - Epoch;

    public static DateOnly ToDay(int stored) => DateOnly.FromDayNumber(stored + Epoch);
}
