namespace Dashboard.Credits.Usage;

/// <summary>How far one series of a counter has been read.</summary>
/// <param name="StartNano">Since when its last point counts, Unix nanoseconds.</param>
/// <param name="TimeNano">Its last point, Unix nanoseconds.</param>
/// <param name="Amount">What the last point said.</param>
public readonly record struct MetricSeries(long StartNano, long TimeNano, long Amount)
{
    /// <summary>
    /// The series after one more point, and what the point adds. A point that is not newer than the last was read before and adds nothing.
    /// Of a counter from the start the difference is added; after a reset (another start, or a smaller value) all of it.
    /// </summary>
    public static (MetricSeries After, long Added) Read(MetricSeries? known, MetricReading point)
    {
        if (known is { } before && point.TimeNano <= before.TimeNano)
        {
            return (before, 0);
        }

        var after = new MetricSeries(point.StartNano, point.TimeNano, point.Amount);
        var goesOn = point.IsCumulative && known is { } last && last.StartNano == point.StartNano && last.Amount <= point.Amount;
        return (after, goesOn ? point.Amount - known!.Value.Amount : point.Amount);
    }
}
