using Dashboard.Browser.Tests.Harness;
using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Writes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Programmes;

/// <summary>Shares of the shared account as internal budgets: made on the page of stages, and told where a reader looks.</summary>
public sealed class ShareStagePagesTests(Chromium chromium)
{
    private static readonly (int Width, string Theme)[] Looks = [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")];

    [Fact]
    public async Task A_stage_on_shares_is_added_and_alerts_decisions_the_seat_and_the_dry_run_say_what_it_told()
    {
        await using var own = new PooledOrganisation();
        await own.InitializeAsync();
        await own.Database.Runbook.EvaluateAsync(PooledOrganisation.NowMs);
        await using (var visit = await chromium.VisitAsOwnerAsync(own.Host))
        {
            await visit.GoAsync("runbook/stages");
            await visit.ConnectedAsync();
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Edit as version" }).ClickAsync();
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Add a stage" }).First.ClickAsync();
            await visit.Page.Locator("#stage-kind").SelectOptionAsync(nameof(StageKind.Share));
            await visit.Page.Locator("#stage-threshold").FillAsync("80");
            await Expect(visit.Page.Locator("dialog")).ToContainTextAsync("A share is no limit");
            await Expect(visit.Page.Locator("#stage-ask")).ToHaveCountAsync(0);
            await visit.PictureAsync("share-dialog-1440-light", fullPage: false);
            await visit.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Add the stage" }).ClickAsync();
            await Expect(visit.Page.Locator("section[aria-labelledby=draft-title]")).ToContainTextAsync("80% of its share used");
        }

        // Lena is past her share of 20 already; Jonas reaches 85% of his with what comes next.
        await own.DecideAsync(PooledOrganisation.NowMs, new RunbookSet(null, null, new RunbookRules
        {
            Stages = [.. RunbookRules.Default.Stages, .. new[] { 80, 95, 100 }.Select(p => new RunbookStage { Stage = Stage.AtShare(p), Mail = StageMail.SeatHolder, Gate = p == 80 ? GateAnswer.Warn : GateAnswer.Allow })],
        }));
        await own.Database.Runbook.EvaluateAsync(PooledOrganisation.NowMs);
        var source = (await own.Database.Decisions.CurrentAsync()).Sources.Keys.Max();
        await own.Database.Writer.WriteAsync(new UsageBatch { SourceId = source, ReceivedAtMs = PooledOrganisation.NowMs, Records = [Jonas()] });
        await own.Database.Books.RollForwardAsync(PooledOrganisation.NowMs);
        await own.Database.Runbook.EvaluateAsync(PooledOrganisation.NowMs);

        foreach (var (address, name, says) in new[]
        {
            ("runbook", "alerts", "80% of its share used"),
            ("runbook/stages", "stages", "100% of its share used"),
            ("runbook/decisions", "decisions", "95% of its share used, already passed when the rule was made"),
            ("seats/jonas%40alderway.example", "seat", "the stages on the seat's share look at this seat: 80%, 95%, 100%"),
        })
        {
            foreach (var (width, theme) in Looks)
            {
                await using var visit = await chromium.VisitAsOwnerAsync(own.Host, width, 900, theme, touch: width < 500);
                await visit.GoAsync(address);
                await visit.ConnectedAsync();
                await visit.ChartsAsync();

                await Expect(visit.Page.Locator("main")).ToContainTextAsync(says);
                await visit.AssertFitsAsync();
                await visit.PictureAsync($"share-{name}-{width}-{theme}");
            }
        }

        await using var dry = await chromium.VisitAsOwnerAsync(own.Host, 390, 900, "dark", touch: true);
        await dry.GoAsync("runbook/dry-run");
        await dry.ConnectedAsync();
        await dry.Page.GetByRole(AriaRole.Button, new() { Name = "Dry run", Exact = true }).ClickAsync();
        await Expect(dry.Page.Locator("main")).ToContainTextAsync("100% of its share used");
        await dry.AssertFitsAsync();
        await dry.PictureAsync("share-dry-run-390-dark");
    }

    private static UsageRecord Jonas() => new()
    {
        Source = UsageSource.Otlp,
        OccurredAtMs = PooledOrganisation.NowMs - 3_600_000,
        RequestId = "req-of-jonas",
        Session = "session-of-jonas",
        Model = "claude-sonnet-5-5",
        Tokens = new TokenCounts(1_200, 340, 0, 500, 6_000),
        Entrypoint = "sdk-cli",
        SeatEmail = "jonas@alderway.example",
        AuthoritativeCost = Nanodollars.FromUsd(17),
    };
}
