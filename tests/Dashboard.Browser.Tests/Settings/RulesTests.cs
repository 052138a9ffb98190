using Dashboard.Browser.Tests.Harness;
using Dashboard.Credits.Money;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Settings;

public sealed class RulesTests(Chromium chromium)
{
    private const string Mara = "mara.lindqvist@alderway.example";

    [Fact]
    public async Task A_rule_moves_unknown_usage_to_programmatic_and_the_ledger_of_the_seat_draws_it()
    {
        using var host = new DashboardHost(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new FixedTime(Alderway.Now))));
        await new Alderway(host).SeedAsync();
        var database = host.Services.GetRequiredService<Database>();
        var before = await ConsumedAsync(database);
        foreach (var (theme, width) in ((string, int)[])[("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390)])
        {
            await using var look = await chromium.VisitAsOwnerAsync(host, width, theme: theme, touch: width < 760);
            await look.GoAsync("/settings/rules");
            await look.ConnectedAsync();
            await look.AssertFitsAsync();
            await look.PictureAsync($"rules-{width}-{theme}");
        }

        await using var visit = await chromium.VisitAsOwnerAsync(host);
        var page = visit.Page;
        await visit.GoAsync("/settings/rules");
        await visit.ConnectedAsync();
        await Expect(page.Locator("section", new() { Has = page.Locator("#unknown") })).ToContainTextAsync("Claude Code telemetry");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a rule" }).ClickAsync();
        await Expect(page.GetByLabel("Kind of source")).ToHaveValueAsync("Rest");
        await Expect(page.GetByLabel("E-mail", new() { Exact = true })).ToHaveValueAsync("yes");
        await visit.PictureAsync("rules-new-1440-light", fullPage: false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Put it first" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Expect(page.Locator(".moves tbody tr")).ToHaveTextAsync(["UnknownProgrammatic11.67"]);
        Assert.Equal(before, await ConsumedAsync(database));
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save, 1 event moves" })).ToBeDisabledAsync();

        // Another list is another question.
        await page.GetByRole(AriaRole.Button, new() { Name = "Move rule 1 down" }).ClickAsync();
        await Expect(page.Locator(".moves")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await page.GetByLabel("Reason").FillAsync("the telemetry states no entrypoint");
        await visit.PictureAsync("rules-preview-1440-light");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save, 1 event moves" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved.");
        await Expect(page.Locator("#unknown")).ToHaveCountAsync(0);
        Assert.Equal(Nanodollars.FromCents(167), await ConsumedAsync(database) - before);
        var decision = (await database.Decisions.ReadAsync("organisation", null, 1))[0];
        Assert.Equal(("ines@alderway.example", "the telemetry states no entrypoint"), (decision.Actor, decision.Reason));
        Assert.Equal("sdk-cli", Assert.IsType<PoolRulesChanged>(decision.Body).Rules.Rules[0].Entrypoint);
        await visit.GoAsync("/seats/" + Mara);
        await Expect(page.Locator("main")).ToContainTextAsync("85.39");

        await visit.GoAsync("/settings/rules");
        await visit.ConnectedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Restore the shipped rules" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Expect(page.Locator(".moves tbody tr")).ToHaveTextAsync(["ProgrammaticUnknown11.67"]);
    }

    private static async Task<Nanodollars> ConsumedAsync(Database database) =>
        (await SeatsRead.PageAsync(database, new SeatsQuery { Limit = 100 })).Items.Single(s => s.Email == Mara).Consumed;
}
