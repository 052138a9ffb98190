using Dashboard.Storage.Jobs;
using Dashboard.Web.Jobs;
using Dashboard.Web.Jobs.Quartz;

namespace Dashboard.Web.Tests.Jobs;

public sealed class JobScheduleTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("* * * * *", "every minute")]
    [InlineData("*/15 * * * *", "every 15 min")]
    [InlineData("5 * * * *", "every hour, at :05")]
    [InlineData("0 * * * *", "every hour")]
    [InlineData("0 */6 * * *", "every 6 h")]
    [InlineData("30 2 * * *", "daily, 02:30")]
    [InlineData("0 9 * * 1", "Mondays, 09:00")]
    [InlineData("0 9 * * 0", "Sundays, 09:00")]
    [InlineData("0 9 * * 1-5", "Monday to Friday, 09:00")]
    [InlineData("0 6 4 * *", "monthly, day 4, 06:00")]
    [InlineData("*/30 * * * * ?", "every 30 s")]
    [InlineData("0 0 12 * * ?", "daily, 12:00")]
    [InlineData("0 9 1 1,7 *", "0 9 1 1,7 *")]
    public void A_schedule_is_told_in_words_where_they_are_short(string cron, string words)
    {
        Assert.True(JobSchedule.TryParse(cron, TimeZoneInfo.Utc, out var schedule, out _));
        Assert.Equal(words, schedule.Words);
    }

    [Theory]
    [InlineData("", "five fields")]
    [InlineData("* * * *", "five fields")]
    [InlineData("61 * * * *", "cannot be read")]
    [InlineData("a b c d e", "cannot be read")]
    [InlineData("* * * * * ?", "at most every 10 seconds")]
    [InlineData("0 0 30 2 *", "")]
    public void A_schedule_that_cannot_be_used_is_refused_with_a_sentence(string cron, string reason)
    {
        Assert.False(JobSchedule.TryParse(cron, TimeZoneInfo.Utc, out _, out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_next_runs_are_in_the_zone_and_a_day_on_which_clocks_change_has_one()
    {
        Assert.True(JobSchedule.TryParse("30 2 * * *", Berlin, out var schedule, out _));

        var spring = schedule.Next(At("2027-03-26T12:00Z"), 4);
        var autumn = schedule.Next(At("2026-10-23T12:00Z"), 4);

        Assert.Equal(4, spring.Select(n => TimeZoneInfo.ConvertTime(n, Berlin).Date).Distinct().Count());
        Assert.Equal(["02:30", "02:30", "02:30", "02:30"], autumn.Select(n => TimeZoneInfo.ConvertTime(n, Berlin).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal([24, 25, 26, 27], autumn.Select(n => TimeZoneInfo.ConvertTime(n, Berlin).Day));
    }

    [Fact]
    public void Runs_are_missed_after_the_end_of_the_last_and_after_the_last_change_and_before_the_one_that_is_due()
    {
        Assert.True(JobSchedule.TryParse("0 * * * *", TimeZoneInfo.Utc, out var hourly, out _));
        static JobRunRecord Run(string due, string? ended) => new(1, "x", "a", JobCause.Schedule, JobRunState.Done, Ms(due), Ms(due), ended is null ? null : Ms(ended), 0, JobCounts.None, "", null);

        Assert.Equal(0, JobRunner.Missed(hourly, null, 0, At("2026-11-20T12:00Z")));
        Assert.Equal(0, JobRunner.Missed(hourly, Run("2026-11-20T11:00Z", "2026-11-20T11:01Z"), 0, At("2026-11-20T12:00Z")));
        Assert.Equal(2, JobRunner.Missed(hourly, Run("2026-11-20T09:00Z", "2026-11-20T09:01Z"), 0, At("2026-11-20T12:00Z")));
        Assert.Equal(3, JobRunner.Missed(hourly, Run("2026-11-20T09:00Z", null), 0, At("2026-11-20T12:20Z")));
        Assert.Equal(0, JobRunner.Missed(hourly, Run("2026-11-20T09:00Z", "2026-11-20T11:30Z"), 0, At("2026-11-20T12:00Z")));
        Assert.Equal(1, JobRunner.Missed(hourly, Run("2026-11-20T01:00Z", "2026-11-20T01:01Z"), Ms("2026-11-20T10:30Z"), At("2026-11-20T12:00Z")));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static long Ms(string text) => At(text).ToUnixTimeMilliseconds();
}
