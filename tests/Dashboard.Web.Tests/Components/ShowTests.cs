using Dashboard.Credits.Money;
using Dashboard.Web.Components.Controls;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Web.Tests.Components;

public sealed class ShowTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 19, 14, 20, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("1238.37", "$1,238.37", "1,238.37")]
    [InlineData("0", "$0.00", "0.00")]
    [InlineData("-3.24", "−$3.24", "−3.24")]
    [InlineData("0.005", "$0.00", "0.00")]
    [InlineData("0.015", "$0.02", "0.02")]
    [InlineData("0.025", "$0.02", "0.02")]
    [InlineData("0.025000001", "$0.03", "0.03")]
    [InlineData("-0.004", "$0.00", "0.00")]
    [InlineData("9223372036.854775807", "$9,223,372,036.85", "9,223,372,036.85")]
    public void Money_is_rounded_half_even_to_the_cent(string usd, string money, string amount)
    {
        Assert.True(Usd.TryParse(usd, out var value));

        Assert.Equal(money, Show.Money(value));
        Assert.Equal(amount, Show.Amount(value));
    }

    [Fact]
    public void The_smallest_amount_there_is_can_be_shown() =>
        Assert.Equal("−$9,223,372,036.85", Show.Money(new Nanodollars(long.MinValue)));

    [Fact]
    public void Shown_cents_are_never_more_than_half_a_cent_away() =>
        Prop.ForAll<long>(nano => Int128.Abs(((Int128)Show.Cents(new(nano)) * Nanodollars.PerCent) - nano) * 2 <= Nanodollars.PerCent)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_exact_value_keeps_every_digit_and_no_trailing_zero() =>
        Assert.Equal("51.7425811 USD", Show.Exact(new Nanodollars(51_742_581_100)));

    [Theory]
    [InlineData(638, 1000, "63.8%")]
    [InlineData(1238_37, 1940_00, "63.8%")]
    [InlineData(1, 3, "33.3%")]
    [InlineData(5, 10_000, "0.0%")]
    [InlineData(15, 10_000, "0.2%")]
    [InlineData(140_12, 100_00, "140.1%")]
    [InlineData(-1, 10, "−10.0%")]
    [InlineData(7, 0, "—")]
    public void A_percentage_of_a_fact_has_one_decimal(long part, long whole, string text) =>
        Assert.Equal(text, Show.Percent(Nanodollars.FromCents(part), Nanodollars.FromCents(whole)));

    [Theory]
    [InlineData(0, "<1%")]
    [InlineData(0.004, "<1%")]
    [InlineData(0.01, "1%")]
    [InlineData(0.41, "41%")]
    [InlineData(0.99, "99%")]
    [InlineData(0.994, ">99%")]
    [InlineData(1, ">99%")]
    public void A_probability_is_never_0_or_100_percent(double p, string text) => Assert.Equal(text, Show.Probability(p));

    [Theory]
    [InlineData(0, "under 1 min")]
    [InlineData(60, "1 min")]
    [InlineData(3599, "59 min")]
    [InlineData(3600, "1 h")]
    [InlineData(19_080, "5 h 18 min")]
    [InlineData(86_400, "1 d")]
    [InlineData(248_400, "2 d 21 h")]
    [InlineData(-5, "under 1 min")]
    public void A_lag_has_two_units_at_most(int seconds, string text) => Assert.Equal(text, Show.Lag(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(1204, "1,204")]
    [InlineData(999_999, "999,999")]
    [InlineData(4_114_203, "4.1 M")]
    [InlineData(2_500_000_000, "2.5 G")]
    [InlineData(-1204, "−1,204")]
    public void Counts_are_written_out_up_to_a_million(long count, string text) => Assert.Equal(text, Show.Count(count));

    [Fact]
    public void An_instant_of_today_is_a_time_and_another_year_is_named()
    {
        Assert.Equal("14:19", Show.Instant(Now.AddMinutes(-1), Now, TimeZoneInfo.Utc));
        Assert.Equal("18 Nov, 16:40", Show.Instant(new(2026, 11, 18, 16, 40, 0, TimeSpan.Zero), Now, TimeZoneInfo.Utc));
        Assert.Equal("18 Nov 2025, 16:40", Show.Instant(new(2025, 11, 18, 16, 40, 0, TimeSpan.Zero), Now, TimeZoneInfo.Utc));
        Assert.Equal("19 Nov 2026, 14:20 UTC", Show.FullInstant(Now, TimeZoneInfo.Utc));
    }

    [Fact]
    public void Today_is_the_organisations_day_and_not_the_readers()
    {
        var auckland = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Auckland");

        Assert.Equal("03:19", Show.Instant(Now.AddMinutes(-1), Now, auckland));
        Assert.Equal("19 Nov, 22:00", Show.Instant(new(2026, 11, 19, 9, 0, 0, TimeSpan.Zero), Now, auckland));
    }

    [Theory]
    [InlineData("2026-11-01", "2026-12-01", "1–30 Nov 2026")]
    [InlineData("2026-11-15", "2026-12-15", "15 Nov–14 Dec 2026")]
    [InlineData("2026-12-15", "2027-01-15", "15 Dec 2026–14 Jan 2027")]
    public void A_cycle_is_named_by_its_first_and_last_day(string start, string end, string text) =>
        Assert.Equal(text, Show.Cycle(DateOnly.Parse(start, null), DateOnly.Parse(end, null)));

    [Fact]
    public void A_range_has_an_en_dash_and_no_spaces() =>
        Assert.Equal("115.73–148.97", Show.Range(Nanodollars.FromCents(115_73), Nanodollars.FromCents(148_97)));
}
