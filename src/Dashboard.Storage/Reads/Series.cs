using System.Data.Common;
using Dashboard.Credits.Money;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Reads;

/// <summary>Daily amounts to cumulative series.</summary>
internal static class Series
{
    /// <summary>The columns that <see cref="Read"/> expects.</summary>
    public const string Columns = "day, granted, voided, consumed, overage, uncovered, covered";

    public static (int Day, long[] Sums) Read(DbDataReader r) =>
        (r.GetInt32(0), [r.GetInt64(1) - r.GetInt64(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5), r.GetInt64(6)]);

    /// <summary>One entry a day from the first to the last (included); days without any amount repeat the one before.</summary>
    public static List<SeriesDay> Cumulate(IReadOnlyList<(int Day, long[] Sums)> rows, int first, int last)
    {
        var series = new List<SeriesDay>();
        var sums = new long[5];
        var at = 0;
        for (var day = first; day <= last; day++)
        {
            for (; at < rows.Count && rows[at].Day <= day; at++)
            {
                for (var i = 0; i < sums.Length; i++)
                {
                    sums[i] += rows[at].Day >= first ? rows[at].Sums[i] : 0;
                }
            }

            series.Add(new SeriesDay(StoredDay.ToDay(day), new(sums[0]), new(sums[1]), new(sums[2]), new(sums[3]), new(sums[4])));
        }

        return series;
    }

    /// <summary>Cumulative covered usage of an earlier cycle, one entry for each of its days.</summary>
    public static List<Nanodollars> Ghost(IReadOnlyList<(int Day, long[] Sums)> rows, int first, int end) =>
        rows.Any(r => r.Day >= first && r.Day < end) ? [.. Cumulate([.. rows.Where(r => r.Day >= first && r.Day < end)], first, end - 1).Select(d => d.Used)] : [];
}
