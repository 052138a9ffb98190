using System.Globalization;
using Dashboard.Browser.Tests.Harness;
using Dashboard.Credits.Runbook;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Rows;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Runbook;

/// <summary>The runbook as people use it: alerts answered, stages edited without a mouse, a team's own runbook, a dry run.</summary>
public sealed class RunbookTests(Chromium chromium)
{
    private const string Owner = "ines@alderway.example";
    private static readonly string[] Pages = ["/runbook", "/runbook/stages", "/runbook/dry-run", "/runbook/decisions", "/runbook/silences", "/runbook/dead-man"];

    [Fact]
    public async Task An_alert_is_acknowledged_taken_back_and_silenced()
    {
        using var host = Host();
        await SeedAsync(host);
        await using var visit = await SignInAsync(host);
        var page = visit.Page;
        await visit.GoAsync("/runbook");
        await visit.ConnectedAsync();
        await Expect(page.Locator(".verdict")).ToContainTextAsync("2 seats wait for somebody to look.");

        await page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge Sofia Marchetti" }).ClickAsync();
        await page.Locator("#ack-note").FillAsync("She pauses the batch.");
        await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();
        await Expect(page.Locator(".form-done")).ToHaveTextAsync("Acknowledged: Sofia Marchetti.");
        await Expect(page.Locator(".verdict")).ToContainTextAsync("1 seat waits");
        await Expect(page.Locator("section[aria-labelledby=seen-title]")).ToContainTextAsync("She pauses the batch.");

        await page.GetByRole(AriaRole.Button, new() { Name = "Take back the acknowledgement of Sofia Marchetti" }).ClickAsync();
        await Expect(page.Locator(".verdict")).ToContainTextAsync("2 seats wait");

        await page.GetByRole(AriaRole.Button, new() { Name = "Silence Sofia Marchetti" }).ClickAsync();
        await page.Locator("#silence-reason").FillAsync("Load test");
        await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Silence", Exact = true }).ClickAsync();
        await Expect(page.Locator("table.alerts tr").Filter(new() { HasText = "Sofia Marchetti" })).ToContainTextAsync("Silenced until");

        await page.GetByLabel("Select all shown").CheckAsync();
        await page.Locator(".bulk").GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();
        await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();
        await Expect(page.Locator(".verdict")).ToContainTextAsync("No open alerts.");

        await visit.GoAsync("/runbook/silences");
        await visit.ConnectedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "End now Sofia Marchetti" }).ClickAsync();
        await Expect(page.Locator("table")).ToContainTextAsync("Over");
        await visit.GoAsync("/seats/sofia.marchetti@alderway.example");
        await Expect(page.Locator("section[aria-labelledby=runbook-title]")).ToContainTextAsync("acknowledged by ines@alderway.example");
    }

    [Fact]
    public async Task A_stage_is_edited_tried_and_saved_with_the_keyboard_and_a_team_gets_its_own_runbook()
    {
        using var host = Host();
        await SeedAsync(host);
        await using var visit = await SignInAsync(host);
        var page = visit.Page;
        await visit.GoAsync("/runbook/stages");
        await visit.ConnectedAsync();

        await PressAsync(page, "Edit as version 1");
        await PressAsync(page, "Edit 95% used");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToBeVisibleAsync();
        await dialog.Locator("#stage-threshold").FocusAsync();
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("60");
        await PressAsync(page, "Change the stage");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(page.Locator("section[aria-labelledby=draft-title]")).ToContainTextAsync("60% used");

        await page.Locator("#dry-cycle").SelectOptionAsync(new SelectOptionValue { Value = "2026-11-01" });
        await PressAsync(page, "Dry run", exact: true);
        await Expect(page.Locator("section[aria-labelledby=dry-decisions]")).ToContainTextAsync("60% reached");

        await page.Locator("#stages-reason").FocusAsync();
        await page.Keyboard.TypeAsync("Earlier is better");
        await PressAsync(page, "Preview");
        await Expect(page.Locator("section[aria-labelledby=draft-title]")).ToContainTextAsync("Added: 60% used");
        await PressAsync(page, "Save version 1");
        await Expect(page.Locator(".form-done")).ToHaveTextAsync("Saved. It holds from now on.");
        await Expect(page.Locator("section[aria-labelledby=versions-title]")).ToContainTextAsync("“Earlier is better”");

        await page.GetByLabel("Runbook of").SelectOptionAsync(new SelectOptionValue { Value = "team:Platform" });
        await Expect(page.Locator("section[aria-labelledby=stages-title]")).ToContainTextAsync("Team Platform has no runbook of its own");
        await PressAsync(page, "Give it its own");
        await PressAsync(page, "Remove Exhausted");
        await page.Locator("#stages-reason").FillAsync("They may run dry");
        await PressAsync(page, "Preview");
        await Expect(page.Locator("section[aria-labelledby=draft-title]")).ToContainTextAsync("Removed: Exhausted");
        await PressAsync(page, "Save version 1");
        await Expect(page.Locator(".form-done")).ToBeVisibleAsync();
        await page.Locator("#which-email").FillAsync("yusuf.demir@alderway.example");
        await PressAsync(page, "Look");
        await Expect(page.Locator("section[aria-labelledby=which-title]")).ToContainTextAsync("Team Platform has one: it applies.");

        var runbooks = (await host.Services.GetRequiredService<Database>().Decisions.CurrentAsync(TestContext.Current.CancellationToken)).Runbooks;
        Assert.NotNull(runbooks.Organisation[^1].Rules!.StageOf("at-60"));
        Assert.Null(runbooks.Teams["Platform"][^1].Rules!.StageOf("exhausted"));
    }

    [Fact]
    public async Task Every_page_of_the_runbook_fits_a_phone()
    {
        using var host = Host();
        await SeedAsync(host);
        await using var visit = await SignInAsync(host, 390);
        foreach (var path in Pages)
        {
            await visit.GoAsync(path);
            await visit.ConnectedAsync();
            await visit.AssertFitsAsync();
            await Assertions.Expect(visit.Page.Locator("nav.tabs[aria-label=Runbook] a[aria-current]")).ToBeInViewportAsync(new() { Ratio = 0.95f });
        }
    }

    [Fact]
    public async Task Ten_thousand_seats_are_evaluated_listed_and_tried()
    {
        using var host = Host();
        var database = host.Services.GetRequiredService<Database>();
        var alderway = new Alderway(host);
        var now = Alderway.Now.ToUnixTimeMilliseconds();
        await alderway.SeedManyAsync(10_000);
        await MakeOwnerAsync(host, alderway);
        await database.Runbook.EvaluateAsync(now, TestContext.Current.CancellationToken);
        await alderway.UseMoreAsync(Enumerable.Range(1, 900).Select(i => $"seat{i:D5}@many.example"), 19_000);
        var open = await RunbookRead.OpenAsync(database, null, now, 10, TestContext.Current.CancellationToken);
        await using var visit = await SignInAsync(host);
        var page = visit.Page;

        await visit.GoAsync("/runbook");
        await Expect(page.Locator("section[aria-labelledby=open-title] header")).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"200 of {open.Total:N0}"));
        await visit.GoAsync("/runbook/dry-run");
        await visit.ConnectedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Dry run", Exact = true }).ClickAsync();
        await Expect(page.Locator(".verdict")).ToContainTextAsync("of 10,000 met a stage", new() { Timeout = 240_000 });

        Assert.InRange(open.Total, 800, 10_000); // those that used more, and how many others are likely to run out by the day's projections
        Assert.Equal(10, open.Accounts.Count);
        Assert.Equal(StageKind.Exhausted, open.Accounts[0].Top.Kind);
    }

    private static DashboardHost Host() => new(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new FixedTime(Alderway.Now))));

    /// <summary>Evaluated once, and then two people use more.</summary>
    private static async Task SeedAsync(DashboardHost host)
    {
        var alderway = new Alderway(host);
        await alderway.SeedAsync();
        await MakeOwnerAsync(host, alderway);
        var (database, now) = (host.Services.GetRequiredService<Database>(), Alderway.Now.ToUnixTimeMilliseconds());
        await database.Runbook.EvaluateAsync(now);

        // The host's own job may have evaluated before the usage came: then others have alerts too, and they are no part of this.
        var open = await RunbookRead.OpenAsync(database, null, now);
        await database.Acknowledgements.AcknowledgeAsync([.. open.Accounts.SelectMany(a => a.Stages).Select(s => s.Id)], "", Owner, now, (_, _) => { });
        await alderway.UseMoreAsync(["sofia.marchetti@alderway.example", "jonas.weidmann@alderway.example"], 5500);
    }

    private static async Task MakeOwnerAsync(DashboardHost host, Alderway alderway)
    {
        var now = Alderway.Now.ToUnixTimeMilliseconds();
        await alderway.DecideAsync(now, new RoleGranted(Owner, Role.Owner));
        await host.Services.GetRequiredService<Database>().Books.CatchUpAsync(now);
        await using var scope = host.Services.CreateAsyncScope();
        Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().CreateAsync(new AppUser { UserName = Owner, Email = Owner, EmailConfirmed = true, Name = "Ines" }, Visit.OwnerPassword)).Succeeded);
    }

    private static async Task PressAsync(IPage page, string button, bool exact = false)
    {
        var target = page.GetByRole(AriaRole.Button, new() { Name = button, Exact = exact });
        await Expect(target).ToBeEnabledAsync();
        await target.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
    }

    private async Task<Visit> SignInAsync(DashboardHost host, int width = 1440)
    {
        var visit = await chromium.VisitAsync(host, width, touch: width < 760);
        await visit.GoAsync("/sign-in");
        await visit.Page.FillAsync("#email", Owner);
        await visit.Page.FillAsync("#password", Visit.OwnerPassword);
        await visit.Page.ClickAsync("button[type=submit]");
        await visit.Page.AwayFromAsync("/sign-in");
        return visit;
    }
}
