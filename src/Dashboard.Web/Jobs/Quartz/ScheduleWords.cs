using System.Globalization;

namespace Dashboard.Web.Jobs.Quartz;

/// <summary>Common schedules in words.</summary>
internal static class ScheduleWords
{
    private static readonly Dictionary<string, string> Days = new(StringComparer.OrdinalIgnoreCase)
    {
        ["MON"] = "Mondays", ["TUE"] = "Tuesdays", ["WED"] = "Wednesdays", ["THU"] = "Thursdays", ["FRI"] = "Fridays", ["SAT"] = "Saturdays", ["SUN"] = "Sundays",
        ["MON-FRI"] = "Monday to Friday", ["2"] = "Mondays", ["3"] = "Tuesdays", ["4"] = "Wednesdays", ["5"] = "Thursdays", ["6"] = "Fridays", ["7"] = "Saturdays", ["1"] = "Sundays", ["2-6"] = "Monday to Friday",
    };

    /// <summary>Of the scheduler's six fields; null when there are no short words for it.</summary>
    public static string? Of(string cron)
    {
        var f = cron.Split(' ');
        if (f.Length != 6 || f[4] != "*")
        {
            return null;
        }

        var everyDay = IsAny(f[3]) && IsAny(f[5]);
        if (everyDay && f[1] == "*" && f[2] == "*")
        {
            return f[0] == "0" ? "every minute" : Step(f[0]) is { } seconds ? $"every {seconds} s" : Whole(f[0]) is { } at ? string.Create(CultureInfo.InvariantCulture, $"every minute, second {at}") : null;
        }

        if (f[0] != "0")
        {
            return null;
        }

        if (everyDay && f[2] == "*")
        {
            return Step(f[1]) is { } minutes ? $"every {minutes} min" : Whole(f[1]) is { } minute ? minute == 0 ? "every hour" : string.Create(CultureInfo.InvariantCulture, $"every hour, at :{minute:00}") : null;
        }

        if (everyDay && Step(f[2]) is { } hours && Whole(f[1]) is 0)
        {
            return $"every {hours} h";
        }

        return Whole(f[1]) is { } m && Whole(f[2]) is { } h ? Daily(f, everyDay, string.Create(CultureInfo.InvariantCulture, $"{h:00}:{m:00}")) : null;
    }

    private static string? Daily(string[] f, bool everyDay, string at) =>
        everyDay ? $"daily, {at}"
        : IsAny(f[3]) && Days.TryGetValue(f[5], out var days) ? $"{days}, {at}"
        : IsAny(f[5]) && Whole(f[3]) is { } day ? string.Create(CultureInfo.InvariantCulture, $"monthly, day {day}, {at}")
        : null;

    private static bool IsAny(string field) => field is "*" or "?";

    private static string? Step(string field) => (field.StartsWith("*/", StringComparison.Ordinal) || field.StartsWith("0/", StringComparison.Ordinal)) && Whole(field[2..]) is { } step ? step.ToString(CultureInfo.InvariantCulture) : null;

    private static int? Whole(string field) => int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
