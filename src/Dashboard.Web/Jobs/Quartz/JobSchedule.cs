using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Quartz;

namespace Dashboard.Web.Jobs.Quartz;

/// <summary>When a job runs: crontab's five fields, or six with seconds first, in a zone. A day on which clocks change runs a nightly job once.</summary>
public sealed class JobSchedule
{
    /// <summary>Two runs are at least this far apart.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(10);

    private const int Looked = 60;
    private const int MostCounted = 99_999;

    private readonly CronExpression _cron;

    private JobSchedule(CronExpression cron, string text)
    {
        _cron = cron;
        Text = text;
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>As the scheduler keeps it.</summary>
    internal CronExpression Cron => _cron;

    /// <summary>In words where they are shorter than the fields: <c>every minute</c>, <c>daily, 02:00</c>.</summary>
    public string Words => ScheduleWords.Of(_cron.CronExpressionString) ?? Text;

    /// <summary>Reads a schedule; what is wrong with it is a sentence.</summary>
    public static bool TryParse(string? text, TimeZoneInfo zone, [NotNullWhen(true)] out JobSchedule? schedule, [NotNullWhen(false)] out string? problem)
    {
        schedule = null;
        var fields = (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is < 5 or > 6)
        {
            problem = "A schedule has five fields: minute, hour, day of the month, month, weekday. With six, seconds come first.";
            return false;
        }

        var plain = string.Join(' ', fields);
        try
        {
            var cron = CronExpression.Parse(plain, fields.Length == 5 ? CronFormat.Unix : CronFormat.Quartz).WithTimeZone(zone);
            var read = new JobSchedule(cron, plain);
            problem = read.Problem();
            schedule = problem is null ? read : null;
            return problem is null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            problem = "This schedule cannot be read: " + e.Message.Split('\n')[0];
            return false;
        }
    }

    /// <summary>The next instant after another; null when there is none any more.</summary>
    public DateTimeOffset? After(DateTimeOffset at) => _cron.GetNextValidTimeAfter(at);

    /// <summary>The next instants after another.</summary>
    public IReadOnlyList<DateTimeOffset> Next(DateTimeOffset at, int count)
    {
        var next = new List<DateTimeOffset>();
        for (var i = 0; i < count && After(at) is { } then; i++)
        {
            next.Add(at = then);
        }

        return next;
    }

    /// <summary>How many instants lie after one and before another, both excluded.</summary>
    public int CountBetween(DateTimeOffset after, DateTimeOffset before)
    {
        var count = 0;
        while (count < MostCounted && After(after) is { } then && then < before)
        {
            count++;
            after = then;
        }

        return count;
    }

    private string? Problem()
    {
        var next = Next(DateTimeOffset.UnixEpoch.AddYears(60), Looked);
        return next.Count == 0 ? "This schedule never comes due."
            : next.Zip(next.Skip(1)).Any(p => p.Second - p.First < Least)
                ? string.Create(CultureInfo.InvariantCulture, $"A job runs at most every {Least.TotalSeconds:0} seconds.")
            : null;
    }
}
