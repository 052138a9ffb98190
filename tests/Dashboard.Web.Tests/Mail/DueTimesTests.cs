using Dashboard.Storage.Runbooks;
using Dashboard.Web.Mail.Scheduled;

namespace Dashboard.Web.Tests.Mail;

public sealed class DueTimesTests
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private static readonly TimeZoneInfo Tokyo = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");

    [Theory]
    [InlineData("2026-11-19T22:59:59.999Z", null)]
    [InlineData("2026-11-19T23:00:00Z", "2026-11-20")]
    [InlineData("2026-11-20T10:59:59.999Z", "2026-11-20")]
    [InlineData("2026-11-20T11:00:00Z", null)]
    public void It_is_due_from_the_persons_own_time_on_for_half_a_day(string now, string? day) =>
        Assert.Equal(Day(day), DueTimes.Daily(Wish(8 * 60), Tokyo, MailPlace.Ms(now)));

    [Theory]
    [InlineData("2027-03-14T06:59:59.999Z", null)]
    [InlineData("2027-03-14T07:00:00Z", "2027-03-14")] // 02:30 does not exist: the clock goes from 02:00 to 03:00
    public void A_local_time_that_does_not_exist_is_the_first_instant_after_it(string now, string? day) =>
        Assert.Equal(Day(day), DueTimes.Daily(Wish(150), NewYork, MailPlace.Ms(now)));

    [Theory]
    [InlineData("2026-11-01T05:29:59.999Z", null)]
    [InlineData("2026-11-01T05:30:00Z", "2026-11-01")] // 01:30 in summer time; it comes again an hour later
    [InlineData("2026-11-01T06:30:00Z", "2026-11-01")]
    public void A_local_time_that_comes_twice_is_the_first(string now, string? day) =>
        Assert.Equal(Day(day), DueTimes.Daily(Wish(90), NewYork, MailPlace.Ms(now)));

    [Fact]
    public void A_time_late_in_the_evening_is_made_up_for_after_midnight() =>
        Assert.Equal(new DateOnly(2026, 11, 19), DueTimes.Daily(Wish((23 * 60) + 30), TimeZoneInfo.Utc, MailPlace.Ms("2026-11-20T01:00:00Z")));

    [Theory]
    [InlineData("2026-11-23T08:00:00Z", "2026-11-23")]
    [InlineData("2026-11-24T08:00:00Z", null)]
    [InlineData("2026-11-22T08:00:00Z", null)]
    public void A_weekly_mail_comes_on_its_day_only(string now, string? day) =>
        Assert.Equal(Day(day), DueTimes.Weekly(Wish(8 * 60), TimeZoneInfo.Utc, MailPlace.Ms(now)));

    [Theory]
    [InlineData("2026-12-01T08:00:00Z", "2026-11-01")]
    [InlineData("2027-01-01T08:00:00Z", "2026-12-01")]
    [InlineData("2026-12-02T08:00:00Z", null)]
    public void The_month_end_is_the_first_day_of_the_next(string now, string? month) =>
        Assert.Equal(Day(month), DueTimes.MonthEnd(Wish(8 * 60), TimeZoneInfo.Utc, MailPlace.Ms(now)));

    [Fact]
    public void What_was_due_before_a_change_is_not_sent_behind_it()
    {
        var changed = Wish(8 * 60) with { ChangedAtMs = MailPlace.Ms("2026-11-20T09:00:00Z") };

        Assert.Null(DueTimes.Daily(changed, TimeZoneInfo.Utc, MailPlace.Ms("2026-11-20T09:05:00Z")));
        Assert.NotNull(DueTimes.Daily(changed, TimeZoneInfo.Utc, MailPlace.Ms("2026-11-21T08:00:00Z")));
    }

    private static MailPreference Wish(int minute) => new() { Person = "ada@example.org", MinuteOfDay = minute };

    private static DateOnly? Day(string? day) => day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
}
