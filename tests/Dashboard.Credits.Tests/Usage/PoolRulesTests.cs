using Dashboard.Credits.Usage;
using Xunit;

namespace Dashboard.Credits.Tests.Usage;

public sealed class PoolRulesTests
{
    [Theory]
    [InlineData("sdk-cli", Pool.Programmatic)]
    [InlineData("sdk-ts", Pool.Programmatic)]
    [InlineData("sdk-py", Pool.Programmatic)]
    [InlineData("sdk-go", Pool.Programmatic)]
    [InlineData("cli", Pool.Interactive)]
    [InlineData("claude-vscode", Pool.Interactive)]
    [InlineData("claude-desktop", Pool.Interactive)]
    [InlineData("local-agent", Pool.Unknown)]
    [InlineData(null, Pool.Unknown)]
    public void The_shipped_rules_follow_the_entrypoint(string? entrypoint, Pool pool)
    {
        Assert.Equal(pool, PoolRules.Shipped.Decide(ALine with { Entrypoint = entrypoint }));
    }

    [Fact]
    public void The_default_of_the_source_decides_only_what_no_rule_decides()
    {
        Assert.Equal(Pool.Programmatic, PoolRules.Shipped.Decide(ALine, Pool.Programmatic));
        Assert.Equal(Pool.Interactive, PoolRules.Shipped.Decide(ALine with { Entrypoint = "cli" }, Pool.Programmatic));
    }

    [Theory]
    [InlineData(UsageSource.Result)]
    [InlineData(UsageSource.Stream)]
    public void Only_a_headless_run_writes_results_and_streams(UsageSource source)
    {
        Assert.Equal(Pool.Programmatic, PoolRules.Shipped.Decide(ALine with { Source = source }));
    }

    [Fact]
    public void The_first_rule_that_matches_wins_and_a_dated_rule_holds_within_its_dates_end_excluded()
    {
        var rules = new PoolRules(
        [
            new PoolRule { Entrypoint = "cli", FromMs = 100, UntilMs = 200, Pool = Pool.Programmatic },
            .. PoolRules.Shipped.Rules,
        ]);

        Assert.Equal(Pool.Interactive, rules.Decide(ALine with { Entrypoint = "cli", OccurredAtMs = 99 }));
        Assert.Equal(Pool.Programmatic, rules.Decide(ALine with { Entrypoint = "cli", OccurredAtMs = 100 }));
        Assert.Equal(Pool.Interactive, rules.Decide(ALine with { Entrypoint = "cli", OccurredAtMs = 200 }));
        Assert.Equal(Pool.Interactive, rules.Decide(ALine with { Entrypoint = "cli" }));
    }

    [Fact]
    public void A_rule_may_ask_for_the_app_and_for_the_e_mail_of_a_seat()
    {
        var rules = new PoolRules(
        [
            new PoolRule { Source = UsageSource.Otlp, HasSeatEmail = false, Pool = Pool.ApiKey },
            new PoolRule { App = "zed*", Pool = Pool.Interactive },
        ]);

        Assert.Equal(Pool.ApiKey, rules.Decide(ALine with { Source = UsageSource.Otlp }));
        Assert.Equal(Pool.Unknown, rules.Decide(ALine with { Source = UsageSource.Otlp, SeatEmail = "a@example.test" }));
        Assert.Equal(Pool.Interactive, rules.Decide(ALine with { App = "zed-agent" }));
    }

    private static UsageRecord ALine => new() { Source = UsageSource.Transcript, Model = "claude-opus-5" };
}
