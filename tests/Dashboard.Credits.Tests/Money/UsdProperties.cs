using System.Globalization;
using System.Numerics;
using System.Text;
using Dashboard.Credits.Money;
using Dashboard.TestKit;
using Xunit;

namespace Dashboard.Credits.Tests.Money;

public sealed class UsdProperties
{
    [Theory]
    [InlineData("1.4020935000000005", 1_402_093_500)]
    [InlineData("7.5e-05", 75_000)]
    [InlineData("7.5E-5", 75_000)]
    [InlineData("0.0904565", 90_456_500)]
    [InlineData("0.0000000005", 0)]
    [InlineData("0.0000000015", 2)]
    [InlineData("0.0000000025", 2)]
    [InlineData("0.00000000250000000001", 3)]
    [InlineData("-0.0000000015", -2)]
    [InlineData("1e3", 1_000_000_000_000)]
    [InlineData("0", 0)]
    [InlineData("9223372036.854775807", long.MaxValue)]
    public void Digits_are_read_exactly_and_half_even_at_the_nanodollar(string text, long nanos)
    {
        Assert.True(Usd.TryParse(text, out var amount));
        Assert.Equal(nanos, amount.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1,5")]
    [InlineData("1.2.3")]
    [InlineData("1e")]
    [InlineData("--1")]
    [InlineData("9223372036.854775808")]
    [InlineData("1e40")]
    [InlineData("0x10")]
    [InlineData(" 1")]
    public void What_is_no_amount_is_refused(string text) => Assert.False(Usd.TryParse(text, out _));

    [Fact]
    public void Cents_of_the_vendor_are_a_hundredth()
    {
        Assert.True(Usd.TryParseCents("412.500000"u8, out var amount));
        Assert.Equal(4_125_000_000, amount.Value);
    }

    [Fact]
    public void What_is_written_reads_back_the_same() => Properties.ForSeeds(2_000, random =>
    {
        var amount = new Nanodollars(random.NextInt64(long.MinValue + 1, long.MaxValue) >> random.Next(60));
        Assert.True(Usd.TryParse(Usd.Format(amount), out var read));
        Assert.Equal(amount, read);
        Assert.False(Usd.Format(amount).Contains('E', StringComparison.Ordinal));
    });

    [Fact]
    public void Any_decimal_is_its_exact_value_rounded_half_even() => Properties.ForSeeds(3_000, random =>
    {
        var digits = random.Next(1, 20);
        var text = new StringBuilder();
        for (var i = 0; i < digits; i++)
        {
            text.Append((char)('0' + random.Pick(0, 0, 5, 5, random.Next(10))));
        }

        var mantissa = BigInteger.Parse(text.ToString(), CultureInfo.InvariantCulture);
        var point = random.Next(0, digits + 1);
        var exponent = random.Next(-12, 4);
        var written = $"{text.ToString(0, point)}.{text.ToString(point, digits - point)}e{exponent.ToString(CultureInfo.InvariantCulture)}";

        var expected = Rounded(mantissa, 9 + exponent - (digits - point));

        Assert.Equal(expected <= long.MaxValue, Usd.TryParse(written, out var read));
        Assert.True(expected > long.MaxValue || expected == read.Value, written);
    });

    [Fact]
    public void A_double_is_its_shortest_decimal() => Properties.ForSeeds(1_000, random =>
    {
        var nanos = random.NextInt64(1_000_000_000_000);
        var value = double.Parse(Usd.Format(new Nanodollars(nanos)), CultureInfo.InvariantCulture);
        Assert.True(Usd.TryFromDouble(value, out var amount));
        Assert.Equal(nanos, amount.Value);
    });

    [Fact]
    public void Percentages_are_compared_exactly()
    {
        Assert.True(new Nanodollars(80).IsAtLeastPercentOf(80, new Nanodollars(100)));
        Assert.False(new Nanodollars(79_999_999_999).IsAtLeastPercentOf(80, 100.Dollars()));
        Assert.True(80.Dollars().IsAtLeastPercentOf(80, 100.Dollars()));
        Assert.False(5.Dollars().IsAtLeastPercentOf(80, Nanodollars.Zero));
        Assert.True(new Nanodollars(long.MaxValue).IsAtLeastPercentOf(100, new Nanodollars(long.MaxValue)));
    }

    [Fact]
    public void Arithmetic_beyond_the_range_throws()
    {
        Assert.Throws<OverflowException>(() => new Nanodollars(long.MaxValue) + new Nanodollars(1));
        Assert.Throws<OverflowException>(() => new Nanodollars(long.MinValue) - new Nanodollars(1));
    }

    [Fact]
    public void Parts_sum_to_the_whole_and_differ_from_their_quota_by_less_than_one() => Properties.ForSeeds(2_000, random =>
    {
        var whole = new Nanodollars(random.NextInt64(1_000_000_000_000_000) >> random.Next(50));
        var weights = Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Pick(0L, 1L, random.NextInt64(1_000_000))).ToArray();
        var ids = weights.Select((_, i) => $"id-{i:D3}").ToArray();
        var parts = Apportionment.Split(whole, weights, ids);

        Assert.Equal(whole, parts.Sum());
        var total = weights.Aggregate(BigInteger.Zero, (sum, w) => sum + w);
        for (var i = 0; i < weights.Length && total > 0; i++)
        {
            var difference = (parts[i].Value * total) - (whole.Value * (BigInteger)weights[i]);
            Assert.True(BigInteger.Abs(difference) < total);
        }
    });

    [Fact]
    public void Ties_of_a_split_go_by_id_whatever_the_order_of_the_parts()
    {
        Assert.Equal([1L, 0L, 0L], Apportionment.Split(new Nanodollars(1), [1, 1, 1], ["a", "b", "c"]).Select(p => p.Value));
        Assert.Equal([0L, 0L, 1L], Apportionment.Split(new Nanodollars(1), [1, 1, 1], ["c", "b", "a"]).Select(p => p.Value));
    }

    private static BigInteger Rounded(BigInteger mantissa, int power)
    {
        if (power >= 0)
        {
            return mantissa * BigInteger.Pow(10, power);
        }

        var divisor = BigInteger.Pow(10, -power);
        var quotient = BigInteger.DivRem(mantissa, divisor, out var rest);
        var twice = rest * 2;
        return twice > divisor || (twice == divisor && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
