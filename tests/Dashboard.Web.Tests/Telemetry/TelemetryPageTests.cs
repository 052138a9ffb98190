using System.Text.Json;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Reads;
using Dashboard.Web.Features.Telemetry;

namespace Dashboard.Web.Tests.Telemetry;

public sealed class TelemetryPageTests
{
    private static readonly DateOnly Day = new(2026, 11, 20);

    [Fact]
    public void The_settings_name_ones_own_address_and_key_and_ask_for_the_entrypoint()
    {
        var settings = new ClientSettings("https://drawdown.example/", "dd_key");

        var environment = JsonDocument.Parse(settings.Managed).RootElement.GetProperty("env");
        Assert.Equal("https://drawdown.example", environment.GetProperty("OTEL_EXPORTER_OTLP_ENDPOINT").GetString());
        Assert.Equal("Authorization=Bearer dd_key", environment.GetProperty("OTEL_EXPORTER_OTLP_HEADERS").GetString());
        Assert.Equal("true", environment.GetProperty("OTEL_METRICS_INCLUDE_ENTRYPOINT").GetString());
        Assert.All(environment.EnumerateObject(), v => Assert.Contains($"export {v.Name}=\"{v.Value.GetString()}\"", settings.Lines, StringComparison.Ordinal));
        Assert.Contains("dd_…", new ClientSettings("https://drawdown.example/", null).Managed, StringComparison.Ordinal);
    }

    [Fact]
    public void Patterns_are_the_same_after_they_were_written_and_read() =>
        Assert.Equal(SignalPatterns.Shipped.Patterns, PatternText.Read(PatternText.Write(SignalPatterns.Shipped)).Patterns!.Patterns);

    [Theory]
    [InlineData("no such kind | 400 | x", "Line 1 does not begin with")]
    [InlineData("\nout of credit | 4000 | x", "Line 2: the status")]
    [InlineData("out of credit", "Line 1 needs a status or words")]
    [InlineData("out of credit | any |", "Line 1 needs a status or words")]
    public void A_line_that_is_no_pattern_is_named(string text, string problem) => Assert.StartsWith(problem, PatternText.Read(text).Problem, StringComparison.Ordinal);

    [Fact]
    public void Out_of_credit_beside_credit_in_the_books_and_usage_after_it_are_told()
    {
        SignalDay[] signals = [new(Day, SignalKind.OutOfCredit, 2, 1, 2), new(Day, SignalKind.RateLimited, 1, 1, 1)];
        SeriesDay Book(int days, long allocated, long consumed) => new(Day.AddDays(days), Nanodollars.FromUsd(allocated), Nanodollars.FromUsd(consumed), Nanodollars.Zero, Nanodollars.Zero, Nanodollars.FromUsd(consumed));

        Assert.Empty(SignalWords.Contradictions(signals, [Book(-1, 100, 90), Book(0, 100, 100)], Day));
        Assert.Contains("$12.00 left", Assert.Single(SignalWords.Contradictions(signals, [Book(0, 100, 88)], Day)), StringComparison.Ordinal);
        Assert.Contains("Usage of $5.00 followed", Assert.Single(SignalWords.Contradictions(signals, [Book(0, 100, 100), Book(1, 100, 105)], Day.AddDays(1))), StringComparison.Ordinal);
        Assert.Empty(SignalWords.Contradictions([signals[1]], [Book(0, 100, 1)], Day));
    }
}
