using Dashboard.Credits.Money;
using Dashboard.Credits.Reconciliation;
using Dashboard.TestKit;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Dashboard.Credits.Tests.Reconciliation;

public sealed class DayComparisonTests
{
    [Fact]
    public void What_both_say_alike_has_no_parts() => Assert.Empty(Of(Used(10, 100), Said(10, 100)).Parts);

    [Fact]
    public void The_same_tokens_at_another_amount_are_a_matter_of_price() =>
        Assert.Equal([new(DifferenceKind.Price, 2.Dollars())], Of(Used(10, 100), Said(12, 100)).Parts);

    [Fact]
    public void More_tokens_are_a_missing_source_and_what_they_do_not_explain_is_the_price() =>
        Assert.Equal([new(DifferenceKind.Price, 1.Dollars()), new(DifferenceKind.MissingSource, 5.Dollars())], Of(Used(10, 100), Said(16, 150)).Parts);

    [Fact]
    public void Fewer_tokens_are_usage_that_is_not_in_the_report() =>
        Assert.Equal([new(DifferenceKind.NotInReport, -5.Dollars())], Of(Used(10, 100), Said(5, 50)).Parts);

    [Fact]
    public void Usage_after_the_instant_of_the_report_is_late_and_not_missing() =>
        Assert.Equal([new(DifferenceKind.Late, -4.Dollars())], Of(new UsageOfDay(10.Dollars(), 100, 3, 0, 4.Dollars(), 40), Said(6, 60)).Parts);

    [Fact]
    public void A_day_that_the_report_does_not_have_yet_is_late() =>
        Assert.Equal([new(DifferenceKind.Late, -10.Dollars())], DayComparison.Of(Used(10, 100), null, hasSeat: true, isReported: false).Parts);

    [Fact]
    public void A_seat_that_the_report_does_not_name_on_a_day_it_has_is_not_in_it() =>
        Assert.Equal([new(DifferenceKind.NotInReport, -10.Dollars())], Of(Used(10, 100), null).Parts);

    [Fact]
    public void A_report_without_usage_is_a_missing_source() => Assert.Equal([new(DifferenceKind.MissingSource, 7.Dollars())], Of(null, Said(7, 70)).Parts);

    [Fact]
    public void What_has_no_seat_is_unclassified_on_either_side()
    {
        Assert.Equal([new(DifferenceKind.Unclassified, 7.Dollars())], DayComparison.Of(null, Said(7, 70), hasSeat: false, isReported: true).Parts);
        Assert.Equal([new(DifferenceKind.Unclassified, -7.Dollars())], DayComparison.Of(Used(7, 70), null, hasSeat: false, isReported: true).Parts);
    }

    [Fact]
    public void Usage_without_a_price_explains_what_a_report_says_more_and_nothing_else()
    {
        Assert.Equal([new(DifferenceKind.Unpriced, 3.Dollars())], Of(new UsageOfDay(7.Dollars(), 100, 3, 1), Said(10, 100)).Parts);
        Assert.Equal([new(DifferenceKind.Price, -3.Dollars())], Of(new UsageOfDay(7.Dollars(), 100, 3, 1), Said(4, 100)).Parts);
    }

    [Fact]
    public void Without_tokens_nothing_is_guessed() => Assert.Equal([new(DifferenceKind.Unexplained, 3.Dollars())], Of(Used(7, 100), new ReportOfDay(10.Dollars(), null)).Parts);

    [Fact]
    public void The_parts_always_add_up_to_the_difference() => Prop.ForAll(
        Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(),
        seed =>
        {
            var days = Enumerable.Range(0, 20).Select(i => Random(new Random(seed + i))).ToList();
            return days.TrueForAll(d => d.Parts.Sum(p => p.Amount) == d.Difference)
                && DayComparison.Sum(days).Sum(p => p.Amount) == days.Sum(d => d.Difference);
        }).QuickCheckThrowOnFailure();

    private static DayComparison Random(Random random)
    {
        var tokens = random.NextInt64(0, 1_000_000_000);
        var cost = new Nanodollars(random.NextInt64(0, 1_000_000_000_000_000));
        var late = random.Next(3) == 0 ? random.NextDouble() : 0;
        UsageOfDay? usage = random.Next(4) == 0 ? null : new(cost, tokens, random.Next(3), random.Next(2), new((long)(cost.Value * late)), (long)(tokens * late));
        ReportOfDay? report = random.Next(4) == 0 ? null : new(new(random.NextInt64(0, 1_000_000_000_000_000)), random.Next(3) switch { 0 => null, 1 => tokens, _ => random.NextInt64(0, 1_000_000_000) });
        return DayComparison.Of(usage, report, random.Next(5) > 0, random.Next(5) > 0);
    }

    private static DayComparison Of(UsageOfDay? usage, ReportOfDay? report) => DayComparison.Of(usage, report, hasSeat: true, isReported: true);

    private static UsageOfDay Used(int usd, long tokens) => new(usd.Dollars(), tokens, 3, 0);

    private static ReportOfDay Said(int usd, long tokens) => new(usd.Dollars(), tokens);
}
