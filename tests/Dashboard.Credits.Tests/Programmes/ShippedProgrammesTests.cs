using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Dashboard.TestKit;
using Xunit;

namespace Dashboard.Credits.Tests.Programmes;

public sealed class ShippedProgrammesTests
{
    private static readonly long Now = "2026-11-20".Ms();

    [Theory]
    [InlineData("free", null, null)]
    [InlineData("pro", 20, null)]
    [InlineData("max-5x", 100, 100)]
    [InlineData("max-20x", 200, 200)]
    [InlineData("team-standard", 20, 20)]
    [InlineData("team-premium", 100, 100)]
    [InlineData("enterprise-usage", 20, null)]
    [InlineData("enterprise-standard", null, null)]
    [InlineData("enterprise-premium", 200, null)]
    public void The_shipped_allowances_are_the_official_table(string plan, int? sdk, int? api)
    {
        Assert.Equal(sdk?.Dollars(), Row(ShippedProgrammes.AgentSdkCredit, plan)!.Amount);
        Assert.Equal(api?.Dollars(), Row(ShippedProgrammes.MonthlyApiCredits, plan)!.Amount);
    }

    [Fact]
    public void Only_team_allowances_of_the_api_credits_are_pooled_with_a_cap_of_500()
    {
        var pooled = Plans.All.Where(p => Row(ShippedProgrammes.MonthlyApiCredits, p.Id)!.Scope is ProgrammeScope.Pooled);

        Assert.Equal([Plans.TeamStandard, Plans.TeamPremium], pooled);
        Assert.Equal(500.Dollars(), ShippedProgrammes.MonthlyApiCredits.PoolCap);
        Assert.All(ShippedProgrammes.AgentSdkCredit.Allowances, r => Assert.Equal(ProgrammeScope.PerSeat, r.Scope));
    }

    [Fact]
    public void Every_row_and_status_names_its_source()
    {
        Assert.All(ShippedProgrammes.All.SelectMany(p => p.Allowances), r => Assert.StartsWith("https://", r.Source, StringComparison.Ordinal));
        Assert.All(ShippedProgrammes.All.SelectMany(p => p.StatusTimeline), s => Assert.StartsWith("https://", s.Source, StringComparison.Ordinal));
        Assert.All(SeatFees.Shipped, f => Assert.StartsWith("https://", f.Source, StringComparison.Ordinal));
    }

    [Fact]
    public void The_vendors_status_is_announced_then_paused_on_its_start_date()
    {
        var programme = ShippedProgrammes.AgentSdkCredit;

        Assert.Null(programme.StatusOn("2026-05-12".Day()));
        Assert.Equal(VendorStatus.Announced, programme.StatusOn("2026-06-14".Day())!.Status);
        Assert.Equal(VendorStatus.Paused, programme.StatusOn("2026-06-15".Day())!.Status);
        Assert.Equal(VendorStatus.Active, ShippedProgrammes.MonthlyApiCredits.StatusOn("2026-10-07".Day())!.Status);
    }

    [Fact]
    public void Before_its_start_a_programme_allows_nothing() =>
        Assert.Null(ShippedProgrammes.MonthlyApiCredits.AllowanceAt("2026-10-06".Day(), "2026-10-06T23:59:59".Ms(), Plans.Max5x.Id, null, null));

    [Theory]
    [InlineData(Pool.Programmatic, "sdk-cli", true, false)]
    [InlineData(Pool.Interactive, "cli", false, false)]
    [InlineData(Pool.ApiKey, "sdk-py", false, true)]
    [InlineData(Pool.ApiKey, null, false, true)]
    [InlineData(Pool.ApiKey, "claude-vscode", false, false)]
    [InlineData(Pool.ApiKey, "claude-code-github-action", false, false)]
    [InlineData(Pool.ApiKey, "cli", false, false)]
    [InlineData(Pool.Unknown, "sdk-cli", false, false)]
    public void Coverage_goes_by_pool_and_entrypoint(Pool pool, string? entrypoint, bool sdk, bool api)
    {
        Assert.Equal(sdk, ShippedProgrammes.AgentSdkCredit.Covers(pool, null, entrypoint));
        Assert.Equal(api, ShippedProgrammes.MonthlyApiCredits.Covers(pool, null, entrypoint));
        Assert.False(ShippedProgrammes.MonthlyApiCredits.Covers(pool, Payers.OtherConsole, entrypoint));
    }

    [Fact]
    public void Fees_are_known_for_pro_and_team_only()
    {
        Nanodollars? Fee(Plan plan, FeeTerm term) => SeatFees.At(SeatFees.Shipped, plan.Id, term, "2026-11-20".Day());

        Assert.Equal((20.Dollars(), 25.Dollars(), 20.Dollars()), (Fee(Plans.Pro, FeeTerm.Monthly), Fee(Plans.TeamStandard, FeeTerm.Monthly), Fee(Plans.TeamStandard, FeeTerm.Annual)));
        Assert.Equal((125.Dollars(), 100.Dollars()), (Fee(Plans.TeamPremium, FeeTerm.Monthly), Fee(Plans.TeamPremium, FeeTerm.Annual)));
        Assert.Null(Fee(Plans.Max5x, FeeTerm.Monthly) ?? Fee(Plans.Max20x, FeeTerm.Monthly) ?? Fee(Plans.EnterpriseUsage, FeeTerm.Monthly));
    }

    [Theory]
    [InlineData("Max 5x")]
    [InlineData("max-5x")]
    [InlineData("MAX_5X")]
    public void A_plan_is_found_by_its_id_or_name(string text) => Assert.Equal(Plans.Max5x, Plans.Find(text));

    [Fact]
    public void A_plan_that_does_not_exist_is_not_found() => Assert.Null(Plans.Find("Max 7x"));

    private static AllowanceRow? Row(Programme programme, string plan) => programme.AllowanceAt("2026-11-20".Day(), Now, plan, null, null);
}
