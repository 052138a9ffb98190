using System.Globalization;
using Dashboard.Browser.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Seats;

public sealed class SeatsTests(Chromium chromium)
{
    private static DashboardHost Host() => new(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new FixedTime(Alderway.Now))));

    [Fact]
    public async Task The_grid_shows_every_state_and_its_filters_stand_in_the_address()
    {
        using var host = Host();
        await new Alderway(host).SeedAsync();
        foreach (var (theme, width) in ((string, int)[])[("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390), ("light", 360)])
        {
            await using var visit = await chromium.VisitAsOwnerAsync(host, width, theme: theme, touch: width < 760);
            await visit.GoAsync("/seats");
            await visit.ConnectedAsync();
            await Expect(visit.Page.Locator("tbody tr:not(.space)")).ToHaveCountAsync(20);
            await visit.AssertFitsAsync();
            await visit.PictureAsync($"seats-{width}-{theme}");
        }

        await using var desk = await chromium.VisitAsOwnerAsync(host);
        var page = desk.Page;
        await desk.GoAsync("/seats");
        await desk.ConnectedAsync();
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("Priya Raghunathan");
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("Exhausted");
        foreach (var width in (int[])[1180, 1300, 1600, 1440])
        {
            await desk.ResizeAsync(width);
            Assert.Equal("", await page.EvaluateAsync<string>(
                """
                () => {
                  const box = document.querySelector('[data-scroll]');
                  const wide = [...box.querySelectorAll('td.num, th')].filter(c => !c.classList.contains('spill') && c.scrollWidth > c.clientWidth).map(c => c.textContent.trim());
                  return (box.scrollWidth > box.clientWidth ? [`list ${box.scrollWidth} > ${box.clientWidth}`] : []).concat(wide).join('; ');
                }
                """));
        }

        await page.GetByLabel("Team", new() { Exact = false }).First.SelectOptionAsync("Platform");
        await page.AtAsync("**/seats?team=Platform");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);
        await page.GetByRole(AriaRole.Link, new() { Name = "Consumed" }).ClickAsync();
        await page.AtAsync("**/seats?team=Platform&sort=used&dir=desc");
        await Expect(page.Locator("tbody .name").First).ToHaveTextAsync("Tomasz Wierzbicki");
        await page.ReloadAsync();
        await desk.ConnectedAsync();
        await Expect(page.Locator("tbody .name")).ToHaveTextAsync(["Tomasz Wierzbicki", "Yusuf Demir", "Jonas Weidmann"]);
        await page.GetByPlaceholder("Name, e-mail or cost centre").FillAsync("marra");
        await page.AtAsync("**q=marra**");
        await Expect(page.Locator("td.none")).ToContainTextAsync("No seat matches “marra” and these filters.");
        await desk.PictureAsync("seats-none-1440-light");
        await page.GetByRole(AriaRole.Link, new() { Name = "Clear filters" }).ClickAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(20);
    }

    [Fact]
    public async Task Plan_and_team_of_several_seats_change_after_a_preview()
    {
        using var host = Host();
        await new Alderway(host).SeedAsync();
        await using var visit = await chromium.VisitAsOwnerAsync(host);
        var page = visit.Page;
        await visit.GoAsync("/seats?team=Data");
        await visit.ConnectedAsync();

        await page.GetByLabel("Select all seats of this list").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change plan" }).ClickAsync();
        await page.GetByLabel("Plan", new() { Exact = true }).Last.SelectOptionAsync("team-premium");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Team Standard to Team Premium");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("1 seat");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("$200.00 a cycle");
        await visit.PictureAsync("seats-bulk-1440-light", fullPage: false);
        await page.GetByLabel("Reason").FillAsync("more room");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change 2 seats" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(page.Locator("tbody")).Not.ToContainTextAsync("Team Standard");

        await page.GetByLabel("Select Greta Solheim").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Move to a team" }).ClickAsync();
        await page.GetByLabel("Team", new() { Exact = true }).Last.FillAsync("Cloud");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change 1 seat" }).ClickAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Ten_thousand_seats_scroll_with_few_rows_in_the_page_and_come_back_where_they_were()
    {
        using var host = Host();
        await new Alderway(host).SeedManyAsync(10_000);
        await using var visit = await chromium.VisitAsOwnerAsync(host);
        var page = visit.Page;
        await visit.GoAsync("/seats?sort=name");
        await visit.ConnectedAsync();
        var rows = page.Locator("tbody tr:not(.space)");
        var box = page.Locator("[data-scroll]");

        Assert.InRange(await rows.CountAsync(), 30, 120);
        await Expect(rows.First).ToContainTextAsync("Seat 00001");
        await visit.PictureAsync("seats-many-1440-light");
        foreach (var top in (int[])[400, 5_000, 9_990, 2_500])
        {
            await box.EvaluateAsync("(e, top) => e.scrollTop = top * 36", top);
            await Expect(page.Locator("tbody")).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"Seat {Math.Min(top + 5, 10_000):D5}"));
            Assert.InRange(await rows.CountAsync(), 30, 120);
            Assert.Equal("", await page.EvaluateAsync<string>("() => [...document.querySelectorAll('tbody tr:not(.space)')].filter(r => Math.abs(r.offsetHeight - 36) > 0.5).map(r => r.offsetHeight).join()"));
        }

        await page.AtAsync("**at=2500**");
        await page.ReloadAsync();
        await visit.ConnectedAsync();
        await Expect(page.Locator("tbody")).ToContainTextAsync("Seat 02505");
        Assert.InRange(await box.EvaluateAsync<double>("e => e.scrollTop / 36"), 2_499, 2_501);

        await visit.GoAsync("/seats?team=Data&sort=used&dir=desc");
        await visit.ConnectedAsync();
        await Expect(page.Locator("tfoot")).ToContainTextAsync("1,111 seats of this list");
        await visit.ResizeAsync(390);
        await visit.AssertFitsAsync();
        await box.EvaluateAsync("e => e.scrollTop = 500 * 112");
        await page.AtAsync("**at=500**");
        Assert.Equal("", await page.EvaluateAsync<string>("() => [...document.querySelectorAll('tbody tr:not(.space)')].filter(r => Math.abs(r.offsetHeight - 112) > 0.5).map(r => r.offsetHeight).join()"));
        await visit.PictureAsync("seats-many-390-light", fullPage: false);
    }

    [Fact]
    public async Task The_list_is_exported_as_it_is_filtered_and_is_the_same_every_time()
    {
        using var host = Host();
        var alderway = new Alderway(host);
        await alderway.SeedAsync();
        var seats = await host.Services.GetRequiredService<Storage.Database>().Decisions.CurrentAsync();
        await alderway.DecideAsync(Alderway.Now.ToUnixTimeMilliseconds(), new Storage.Decisions.SeatRenamed(seats.SeatOf("greta.solheim@alderway.example")!.Id, "=HYPERLINK(1)"));
        await host.Services.GetRequiredService<Storage.Database>().Books.CatchUpAsync(Alderway.Now.ToUnixTimeMilliseconds());
        await using var visit = await chromium.VisitAsOwnerAsync(host);
        await visit.GoAsync("/seats");

        var first = await (await visit.Page.APIRequest.GetAsync("/seats/export.csv?team=Data&sort=name")).BodyAsync();
        var second = await (await visit.Page.APIRequest.GetAsync("/seats/export.csv?team=Data&sort=name")).BodyAsync();

        var text = System.Text.Encoding.UTF8.GetString(first);
        Assert.Equal(first, second);
        Assert.Equal(4, text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("greta.solheim@alderway.example,'=HYPERLINK(1),Data,CC-430,Team Standard,", text, StringComparison.Ordinal);
        Assert.Contains(",2026-11-01,2026-12-01,20,11.57,8.43,0,0,0,0,", text, StringComparison.Ordinal);
    }
}
