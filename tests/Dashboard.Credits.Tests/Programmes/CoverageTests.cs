using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Xunit;

namespace Dashboard.Credits.Tests.Programmes;

/// <summary>What each shipped programme covers, by payer and launcher.</summary>
public sealed class CoverageTests
{
    private const string Action = "claude-code-github-action";

    [Theory]
    [InlineData("sdk-cli", Pool.Programmatic, null, true, false, true)]
    [InlineData("sdk-cli", Pool.Programmatic, Payers.Plan, true, false, true)]
    [InlineData("sdk-cli", Pool.Programmatic, Payers.LinkedConsole, false, true, true)]
    [InlineData("sdk-cli", Pool.Programmatic, Payers.OtherConsole, false, false, true)]
    [InlineData("sdk-ts", Pool.ApiKey, null, false, true, true)]
    [InlineData("sdk-ts", Pool.ApiKey, Payers.OtherConsole, false, false, true)]
    [InlineData(Action, Pool.Programmatic, null, true, false, true)]
    [InlineData(Action, Pool.Programmatic, Payers.LinkedConsole, false, false, true)]
    [InlineData(Action, Pool.ApiKey, Payers.LinkedConsole, false, false, true)]
    [InlineData("cli", Pool.Interactive, null, false, false, false)]
    [InlineData("cli", Pool.Interactive, Payers.LinkedConsole, false, false, false)]
    [InlineData("claude-vscode", Pool.Interactive, Payers.LinkedConsole, false, false, false)]
    [InlineData("claude-vscode", Pool.Programmatic, Payers.LinkedConsole, false, false, true)]
    [InlineData("claude-desktop", Pool.ApiKey, Payers.LinkedConsole, false, false, true)]
    [InlineData(null, Pool.Unknown, null, false, false, false)]
    [InlineData(null, Pool.Unknown, Payers.LinkedConsole, false, false, false)]
    public void Each_programme_covers_what_its_vendor_says(string? entrypoint, Pool pool, string? payer, bool sdkCredit, bool apiCredits, bool budget)
    {
        Assert.Equal(sdkCredit, ShippedProgrammes.AgentSdkCredit.Covers(pool, payer, entrypoint));
        Assert.Equal(apiCredits, ShippedProgrammes.MonthlyApiCredits.Covers(pool, payer, entrypoint));
        Assert.Equal(budget, ShippedProgrammes.InternalBudget.Covers(pool, payer, entrypoint));
    }

    [Theory]
    [InlineData(true, Pool.Programmatic, null, UsageSource.Transcript, false, Meter.Credit)]
    [InlineData(false, Pool.Programmatic, Payers.Plan, UsageSource.Otlp, false, Meter.Plan)]
    [InlineData(false, Pool.Interactive, Payers.LinkedConsole, UsageSource.Otlp, true, Meter.LinkedConsole)]
    [InlineData(false, Pool.Programmatic, Payers.OtherConsole, UsageSource.Rest, true, Meter.OtherConsole)]
    [InlineData(false, Pool.ApiKey, null, UsageSource.Rest, true, Meter.SomeKey)]
    [InlineData(false, Pool.Interactive, null, UsageSource.Otlp, false, Meter.SomeKey)]
    [InlineData(false, Pool.Interactive, null, UsageSource.Otlp, true, Meter.Unknown)]
    [InlineData(false, Pool.Programmatic, null, UsageSource.Transcript, false, Meter.Unknown)]
    public void A_meter_is_told_only_where_something_tells_it(bool isCovered, Pool pool, string? payer, UsageSource source, bool hasEmail, Meter meter) =>
        Assert.Equal(meter, Meters.Of(isCovered, pool, payer, source, hasEmail));

    [Fact]
    public void Of_rules_about_payers_the_first_that_matches_decides_within_its_days()
    {
        var rules = new PayerRules(
        [
            new PayerRule { Payer = Payers.OtherConsole, App = "legacy-*", UntilMs = 200 },
            new PayerRule { Payer = Payers.LinkedConsole, Entrypoint = "sdk-*", FromMs = 100, HasSeatEmail = false },
            new PayerRule { Payer = Payers.Plan, SourceId = 7 },
        ]);

        Assert.Equal(Payers.OtherConsole, rules.Decide(Facts(199, "sdk-cli", "legacy-bot")));
        Assert.Equal(Payers.LinkedConsole, rules.Decide(Facts(200, "sdk-cli", "legacy-bot")));
        Assert.Equal(Payers.LinkedConsole, rules.Decide(Facts(100, "sdk-py", null)));
        Assert.Null(rules.Decide(Facts(99, "sdk-py", null)));
        Assert.Null(rules.Decide(Facts(100, "sdk-py", null) with { HasSeatEmail = true }));
        Assert.Null(rules.Decide(Facts(100, "cli", "Legacy-bot")));
        Assert.Equal(Payers.Plan, rules.Decide(Facts(1, "cli", null) with { SourceId = 7 }));
        Assert.Null(PayerRules.None.Decide(Facts(1, "cli", null)));

        static PayerFacts Facts(long atMs, string entrypoint, string? app) => new(atMs, 1, entrypoint, app, HasSeatEmail: false);
    }
}
