using Dashboard.Browser.Tests.Harness;
using Dashboard.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Settings;

public sealed class AuditTests(Chromium chromium)
{
    [Fact]
    public async Task The_audit_log_is_searched_opened_and_verified()
    {
        using var host = new DashboardHost(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new FixedTime(Alderway.Now))));
        await new Alderway(host).SeedAsync();
        foreach (var (theme, width) in ((string, int)[])[("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390)])
        {
            await using var look = await chromium.VisitAsOwnerAsync(host, width, theme: theme, touch: width < 760);
            await look.GoAsync("/settings/audit?kind=decision:seat-added");
            await look.ConnectedAsync();
            await look.Page.Locator("table.audit a.open-entry").First.ClickAsync();
            await Expect(look.Page.Locator("tr.opened")).ToContainTextAsync("All entries about");
            await look.AssertFitsAsync();
            await look.PictureAsync($"audit-{width}-{theme}");
        }

        await using var visit = await chromium.VisitAsOwnerAsync(host);
        var page = visit.Page;
        await visit.GoAsync("/settings/audit");
        await visit.ConnectedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Verify the chain" }).ClickAsync();
        await Expect(page.Locator(".chain")).ToContainTextAsync("Whole");

        await page.GetByPlaceholder("Any text, name or address").FillAsync("organisation-created");
        await Expect(page.Locator("table.audit tbody tr")).ToHaveCountAsync(1);
        await page.Locator("table.audit a.open-entry").ClickAsync();
        await Expect(page.Locator("tr.opened .fields")).ToContainTextAsync("Books start");
        await page.ReloadAsync();
        await Expect(page.Locator("tr.opened .fields")).ToContainTextAsync("Books start");

        await using (var db = host.Services.GetRequiredService<Database>().CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync("DROP TRIGGER audit_entry_no_update; UPDATE audit_entry SET at_ms = at_ms + 1 WHERE sequence = 2");
        }

        await visit.ConnectedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Verify the chain" }).ClickAsync();
        await Expect(page.Locator(".chain .findings li").First).ToContainTextAsync("entry 2 its hash is not the hash of what it says");
        await visit.PictureAsync("audit-broken-1440-light");
    }
}
