using Dashboard.Browser.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Settings;

public sealed class PricesTests(Chromium chromium)
{
    [Fact]
    public async Task An_unpriced_model_gets_its_price_after_a_preview_of_what_is_rated_again()
    {
        using var host = new DashboardHost(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new FixedTime(Alderway.Now))));
        await new Alderway(host).SeedAsync();
        foreach (var (theme, width) in ((string, int)[])[("light", 1440), ("dark", 390)])
        {
            await using var look = await chromium.VisitAsOwnerAsync(host, width, theme: theme, touch: width < 760);
            await look.GoAsync("/settings/prices");
            await look.ConnectedAsync();
            await look.AssertFitsAsync();
            await look.PictureAsync($"prices-{width}-{theme}");
        }

        await using var visit = await chromium.VisitAsOwnerAsync(host);
        var page = visit.Page;
        await visit.GoAsync("/settings/prices");
        await visit.ConnectedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add its price" }).ClickAsync();
        await Expect(page.GetByLabel("Model id")).ToHaveValueAsync("claude-next-9");
        foreach (var (label, price) in ((string, string)[])[("Input", "5"), ("Output", "25"), ("Cache write 5 m", "6.25"), ("Cache write 1 h", "10"), ("Cache read", "0.5")])
        {
            await page.GetByLabel(label, new() { Exact = true }).FillAsync(price);
        }

        await page.GetByLabel("Source").FillAsync("https://example.org/prices");
        await page.Locator("section[aria-labelledby=add]").GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Expect(page.Locator(".facts")).ToContainTextAsync("Of them unpriced before1");
        await Expect(page.Locator(".facts")).ToContainTextAsync("Their cost after$0.01");
        await visit.PictureAsync("prices-preview-1440-light");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the price row" }).ClickAsync();

        await Expect(page.Locator("#unpriced")).ToHaveCountAsync(0);
        await page.GetByPlaceholder("Model").FillAsync("next-9");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
    }
}
