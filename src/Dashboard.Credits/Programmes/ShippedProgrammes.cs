using System.Collections.Immutable;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;

namespace Dashboard.Credits.Programmes;

/// <summary>The programmes that the product ships with, with the vendor's official figures. Source: law, section 3.</summary>
public static class ShippedProgrammes
{
    private const string Anthropic = "Anthropic";
    private const string SdkArticle = "https://support.claude.com/en/articles/15036540-use-the-claude-agent-sdk-with-your-claude-plan";
    private const string ApiArticle = "https://support.claude.com/en/articles/17154008-monthly-api-credits-for-max-and-team-plans";
    private const string ApiDocs = "https://platform.claude.com/docs/en/about-claude/api-credits-for-subscribers";

    private static readonly DateOnly SdkStart = new(2026, 6, 15);
    private static readonly DateOnly ApiStart = new(2026, 10, 7);

    /// <summary>Agent SDK credit: announced 2026-05-13 for 2026-06-15, paused by the vendor on that day.</summary>
    public static Programme AgentSdkCredit { get; } = new()
    {
        Id = "agent-sdk-credit",
        Name = "Agent SDK credit",
        Vendor = Anthropic,
        Sources = [SdkArticle],
        StatusTimeline =
        [
            new(new(2026, 5, 13), VendorStatus.Announced, "Announced to start on 2026-06-15.", SdkArticle),
            new(SdkStart, VendorStatus.Paused, "Paused by the vendor on its start date; the credit is not available for now.", SdkArticle),
        ],
        Allowances =
        [
            Row(Plans.Pro, 20, SdkStart, SdkArticle),
            Row(Plans.Max5x, 100, SdkStart, SdkArticle),
            Row(Plans.Max20x, 200, SdkStart, SdkArticle),
            Row(Plans.TeamStandard, 20, SdkStart, SdkArticle),
            Row(Plans.TeamPremium, 100, SdkStart, SdkArticle),
            Row(Plans.EnterpriseUsage, 20, SdkStart, SdkArticle),
            Row(Plans.EnterprisePremium, 200, SdkStart, SdkArticle),
            Row(Plans.EnterpriseStandard, null, SdkStart, SdkArticle),
            Row(Plans.Free, null, SdkStart, SdkArticle),
        ],
        ClaimNeeded = true,
        Coverage = [new(false, Payer: Payers.LinkedConsole), new(false, Payer: Payers.OtherConsole), new(true, Pool.Programmatic)],
        PlanChange = PlanChangePolicy.NextCycle,
        AfterExhaustion = AfterExhaustion.UsageCreditsOrStop,
    };

    /// <summary>Monthly API credits for Max and Team plans, from 2026-10-07.</summary>
    public static Programme MonthlyApiCredits { get; } = new()
    {
        Id = "monthly-api-credits",
        Name = "Monthly API credits",
        Vendor = Anthropic,
        Sources = [ApiArticle, ApiDocs],
        StatusTimeline =
        [
            new(ApiStart, VendorStatus.Active, "Launched for Max and Team plans; rolled out over several days.", ApiArticle),
        ],
        Allowances =
        [
            Row(Plans.Max5x, 100, ApiStart, ApiArticle),
            Row(Plans.Max20x, 200, ApiStart, ApiArticle),
            Row(Plans.TeamStandard, 20, ApiStart, ApiArticle, ProgrammeScope.Pooled),
            Row(Plans.TeamPremium, 100, ApiStart, ApiArticle, ProgrammeScope.Pooled),
            Row(Plans.Free, null, ApiStart, ApiArticle),
            Row(Plans.Pro, null, ApiStart, ApiArticle),
            Row(Plans.EnterpriseUsage, null, ApiStart, ApiArticle),
            Row(Plans.EnterpriseStandard, null, ApiStart, ApiArticle),
            Row(Plans.EnterprisePremium, null, ApiStart, ApiArticle),
        ],
        PoolCap = Nanodollars.FromUsd(500),
        ClaimNeeded = true,
        Coverage =
        [
            new(false, Payer: Payers.OtherConsole),
            new(false, Payer: Payers.Plan),
            new(false, Pool.Interactive),
            new(false, Entrypoint: "cli"),
            new(false, Entrypoint: "claude-vscode"),
            new(false, Entrypoint: "claude-desktop"),
            new(false, Entrypoint: "claude-desktop-3p"),
            new(false, Entrypoint: "claude-code-github-action"),
            new(true, Payer: Payers.LinkedConsole),
            new(true, Pool.ApiKey),
        ],
        PlanChange = PlanChangePolicy.ProratedDifference,
        AfterExhaustion = AfterExhaustion.ConsoleCreditOrStop,
    };

    /// <summary>Internal budget: the organisation's own monthly allowance. It ships without rows; the owner enters them.</summary>
    public static Programme InternalBudget { get; } = new()
    {
        Id = "internal-budget",
        Name = "Internal budget",
        Vendor = "Your organisation",
        Coverage = [new(true, Pool.Programmatic), new(true, Pool.ApiKey)],
        PlanChange = PlanChangePolicy.NextCycle,
        AfterExhaustion = AfterExhaustion.OwnDecision,
    };

    /// <summary>All three, in the order in which the first run lists them.</summary>
    public static ImmutableArray<Programme> All { get; } = [AgentSdkCredit, MonthlyApiCredits, InternalBudget];

    private static AllowanceRow Row(Plan plan, long? usd, DateOnly from, string source, ProgrammeScope scope = ProgrammeScope.PerSeat) => new()
    {
        Key = plan.Id,
        Amount = usd is { } amount ? Nanodollars.FromUsd(amount) : null,
        Scope = scope,
        EffectiveFrom = from,
        Source = source,
    };
}
