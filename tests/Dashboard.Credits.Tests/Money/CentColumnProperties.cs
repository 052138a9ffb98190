using Dashboard.Credits.Money;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Dashboard.Credits.Tests.Money;

public sealed class CentColumnProperties
{
    [Fact]
    public void The_cents_add_up_to_the_rounded_sum_and_no_row_is_a_cent_off() =>
        Prop.ForAll<long[]>(values =>
        {
            var amounts = values.Select(v => new Nanodollars(v % 1_000_000_000_000)).ToList();
            var cents = CentColumn.Round(amounts);
            Int128 sum = 0;
            foreach (var amount in amounts)
            {
                sum += amount.Value;
            }

            var twice = Int128.Abs((2 * (Int128)cents.Sum(c => c.Value)) - (2 * sum));
            return twice <= Nanodollars.PerCent
                && cents.All(c => c.Value % Nanodollars.PerCent == 0)
                && cents.Zip(amounts).All(p => Math.Abs(p.First.Value - p.Second.Value) < Nanodollars.PerCent);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_largest_remainders_get_the_cents_that_are_left() => Assert.Equal(
        ["0.01", "0.01", "0", "0.01"],
        CentColumn.Round([new(3_400_000), new(13_300_000), new(3_300_000), new(10_000_000)]).Select(c => c.ToString()));

    [Fact]
    public void Negative_amounts_round_like_the_others() =>
        Assert.Equal(["-0.01", "0.02"], CentColumn.Round([new(-6_000_000), new(16_000_000)]).Select(c => c.ToString()));
}
