using Dashboard.Web.Exports;

namespace Dashboard.Web.Tests.Exports;

public sealed class CsvTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49", "'+49")]
    [InlineData("-x", "'-x")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"x\"", "\"say \"\"x\"\"\"")]
    [InlineData("=a,\"b\"", "\"'=a,\"\"b\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData(null, "")]
    [InlineData("plain ø", "plain ø")]
    public void What_people_wrote_is_quoted_and_never_a_formula(string? text, string cell) =>
        Assert.Equal($"a,b\r\n{cell},1\r\n", new Csv("a", "b").Text(text).Count(1).EndLine().ToString());

    [Fact]
    public void Amounts_are_exact_and_negative_ones_stay_numbers() => Assert.Equal(
        "a\r\n-3.240000001,-3.24,51.7425811,51.74,\r\n",
        new Csv("a").Amount(new(-3_240_000_001)).Cents(new(-3_240_000_001)).Amount(new(51_742_581_100)).Cents(new(51_742_581_100)).Amount(null).EndLine().ToString());

    [Fact]
    public void Days_and_instants_are_iso() => Assert.Equal(
        "a\r\n2026-11-01,2026-11-20T12:00:00.007Z,,\r\n",
        new Csv("a").Day(new(2026, 11, 1)).Instant(1_795_176_000_007).Day(null).Instant(null).EndLine().ToString());
}
