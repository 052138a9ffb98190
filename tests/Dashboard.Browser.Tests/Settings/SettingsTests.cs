using Dashboard.Browser.Tests.Harness;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Storage;
using Dashboard.Storage.Reads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Settings;

public sealed class SettingsTests(Chromium chromium)
{
    private const string Mara = "mara.lindqvist@alderway.example";

    [Fact]
    public async Task The_settings_fit_every_width_and_theme()
    {
        using var host = Host();
        await new Alderway(host).SeedAsync();
        foreach (var (page, path) in ((string, string)[])[("organisation", "/settings"), ("programmes", "/settings/programmes"), ("plans", "/settings/plans")])
        {
            foreach (var (theme, width) in ((string, int)[])[("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390)])
            {
                await using var visit = await chromium.VisitAsOwnerAsync(host, width, theme: theme, touch: width < 760);
                await visit.GoAsync(path);
                await visit.ConnectedAsync();
                if (page == "programmes")
                {
                    await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Add an allowance row" }).First.ClickAsync();
                }

                await visit.AssertFitsAsync();
                await visit.PictureAsync($"settings-{page}-{width}-{theme}");
            }
        }

        await using var menu = await chromium.VisitAsOwnerAsync(host);
        await menu.GoAsync("/");
        await menu.ConnectedAsync();
        await menu.Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByRole(AriaRole.Link, new() { Name = "Settings" }).ClickAsync();
        foreach (var name in (string[])["Programmes", "Plans and fees", "Price book", "API keys", "API", "Health", "Organisation"])
        {
            var tabs = menu.Page.GetByRole(AriaRole.Navigation, new() { Name = "Settings" });
            await tabs.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
            await Expect(tabs.Locator("[aria-current]")).ToHaveTextAsync(name);
        }
    }

    [Fact]
    public async Task An_allowance_row_and_a_mode_take_effect_with_the_next_cycle()
    {
        using var host = Host();
        var alderway = new Alderway(host);
        await alderway.SeedAsync();
        var database = host.Services.GetRequiredService<Database>();
        await using var visit = await chromium.VisitAsOwnerAsync(host);
        var page = visit.Page;
        await visit.GoAsync("/settings/programmes");
        await visit.ConnectedAsync();

        var card = page.Locator("#agent-sdk-credit");
        await card.GetByRole(AriaRole.Button, new() { Name = "Add an allowance row" }).ClickAsync();
        await card.GetByLabel("Plan", new() { Exact = true }).SelectOptionAsync("team-premium");
        await card.GetByLabel("Amount a month").FillAsync("80");
        await card.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Expect(card.GetByRole(AriaRole.Alert)).ToContainTextAsync("Enter the reason");
        await card.GetByLabel("Reason").FillAsync("Budget of December");
        await card.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Expect(card.GetByRole(AriaRole.Alert)).ToContainTextAsync("A source is needed.");
        await card.GetByLabel("Source").FillAsync("Finance");
        await card.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Expect(card.Locator(".facts")).ToContainTextAsync("First cycles that follow it1 Dec");
        await Expect(card.Locator(".facts")).ToContainTextAsync("Seats whose allowance changes9");
        await visit.PictureAsync("settings-allowance-preview-1440-light");
        await card.GetByRole(AriaRole.Button, new() { Name = "Add the row" }).ClickAsync();
        await Expect(card.GetByRole(AriaRole.Row, new() { Name = "Finance" })).ToContainTextAsync("80.00");

        await page.GetByText("Same arithmetic").ClickAsync();
        var choice = page.Locator("section", new() { Has = page.Locator("#obeyed") });
        await choice.GetByLabel("Reason").FillAsync("The vendor paused it");
        await choice.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Expect(choice.GetByRole(AriaRole.Status)).ToContainTextAsync("Overage counts as payableno");
        await choice.GetByRole(AriaRole.Button, new() { Name = "Change from the next cycle" }).ClickAsync();
        await Expect(choice).ToContainTextAsync("Agent SDK credit, shadow");
        await Expect(choice).ToContainTextAsync("The vendor paused it");

        var shared = page.Locator("#monthly-api-credits");
        await Expect(shared).ToContainTextAsync("not claimed: no grant");
        await shared.GetByRole(AriaRole.Button, new() { Name = "Enter the claim" }).ClickAsync();
        await shared.GetByLabel("Claimed on").FillAsync("2026-11-10");
        await shared.GetByLabel("Reason").FillAsync("Claimed in the Console");
        await shared.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Expect(shared.Locator(".facts")).ToContainTextAsync("the ledger does not obey this programme");
        await shared.GetByRole(AriaRole.Button, new() { Name = "Enter the claim" }).ClickAsync();
        await Expect(shared).ToContainTextAsync("claimed on 10 Nov 2026");

        var running = (await SeatRead.ReadAsync(database, Mara))!.Line!;
        Assert.Equal((CycleKind.Enforced, Nanodollars.FromUsd(100)), (running.Kind, running.Allocated));
        await database.Books.RollForwardAsync(new DateTimeOffset(2026, 12, 2, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
        var next = (await SeatRead.ReadAsync(database, Mara))!.Line!;
        Assert.Equal((CycleKind.Shadow, Nanodollars.FromUsd(80)), (next.Kind, next.Allocated));
        var november = (await SeatRead.ReadAsync(database, Mara, new DateOnly(2026, 11, 1)))!.Cycle!;
        Assert.Equal((CycleKind.Enforced, Nanodollars.FromUsd(100)), (november.Kind, november.Flows.Granted));
    }

    [Fact]
    public async Task Name_zone_books_start_and_fees_are_decided_after_a_look()
    {
        using var host = Host();
        await new Alderway(host).SeedAsync();
        var database = host.Services.GetRequiredService<Database>();
        await using var visit = await chromium.VisitAsOwnerAsync(host);
        var page = visit.Page;
        await visit.GoAsync("/settings");
        await visit.ConnectedAsync();

        await page.GetByLabel("Organisation", new() { Exact = true }).FillAsync("Alderway Systems");
        await DecideAsync(page, "name-title", "Name thenAlderway Systems", "Rename", "New company name");
        await page.GetByLabel("Zone", new() { Exact = true }).SelectOptionAsync("Europe/Berlin");
        await DecideAsync(page, "zone-title", "First cycles that follow it1 Dec", "Change the zone", "Finance sits in Berlin");
        await page.GetByLabel("First day of the books").FillAsync("1960-01-01");
        var books = page.Locator("section", new() { Has = page.Locator("#books-title") });
        await books.GetByLabel("Reason").FillAsync("October is history");
        await books.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Expect(books.GetByRole(AriaRole.Alert)).ToContainTextAsync("not between 1970 and 2200");
        await page.GetByLabel("First day of the books").FillAsync("2026-11-01");
        await DecideAsync(page, "books-title", "Cycles that become history20 cycles", "Move the books start", "October is history");
        await Expect(page.Locator(".timeline")).ToContainTextAsync("Books start moved to 1 Nov");
        await visit.PictureAsync("settings-organisation-changed-1440-light");

        await visit.GoAsync("/settings/plans");
        await visit.ConnectedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Enter a fee for Max 5x" }).ClickAsync();
        await page.GetByLabel("Fee a month").FillAsync("100");
        await page.GetByLabel("Source").FillAsync("Invoice of November");
        await DecideAsync(page, "add", "nownone", "Add the fee row", "Needed to compare plans");
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "Invoice of November" })).ToContainTextAsync("100.00");

        var organisation = await database.Decisions.CurrentAsync();
        Assert.Equal(("Alderway Systems", new DateOnly(2026, 11, 1)), (organisation.Name, organisation.Rules.BooksStart));
        Assert.Equal("Europe/Berlin", organisation.Rules.Zone.Changes[^1].Value);
        Assert.Equal(CycleKind.History, (await SeatRead.ReadAsync(database, Mara, new DateOnly(2026, 10, 1)))!.Cycle!.Kind);
        Assert.All((await database.Decisions.ReadAsync("organisation", null, 4)), d => Assert.False(d.Actor.Length == 0 || d.Reason.Length == 0));
    }

    private static async Task DecideAsync(IPage page, string title, string consequence, string verb, string reason)
    {
        var card = page.Locator("section", new() { Has = page.Locator("#" + title) });
        await card.GetByLabel("Reason").FillAsync(reason);
        await card.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Expect(card.Locator(".facts")).ToContainTextAsync(consequence);
        await card.GetByRole(AriaRole.Button, new() { Name = verb, Exact = true }).ClickAsync();
        await Expect(card.GetByText("Saved.")).ToBeVisibleAsync();
    }

    private static DashboardHost Host() => new(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new FixedTime(Alderway.Now))));
}
