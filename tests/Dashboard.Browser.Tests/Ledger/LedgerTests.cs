using System.Text;
using Dashboard.Browser.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Ledger;

public sealed class LedgerTests(Chromium chromium)
{
    [Fact]
    public async Task A_month_adds_up_by_team_cost_centre_and_seat_and_is_exported_byte_for_byte()
    {
        using var host = new DashboardHost(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new FixedTime(Alderway.Now))));
        await new Alderway(host).SeedAsync();
        foreach (var (theme, width) in ((string, int)[])[("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390)])
        {
            await using var visit = await chromium.VisitAsOwnerAsync(host, width, theme: theme, touch: width < 760);
            await visit.GoAsync("/ledger");
            await visit.ConnectedAsync();
            await Expect(visit.Page.Locator(".control")).ToContainTextAsync("Lines add up to the organisation, to the nanodollar");
            await visit.AssertFitsAsync();
            await visit.PictureAsync($"ledger-{width}-{theme}");
        }

        await using var desk = await chromium.VisitAsOwnerAsync(host);
        await desk.GoAsync("/ledger?month=2026-11&by=team");
        await desk.ConnectedAsync();
        await Expect(desk.Page.Locator("tfoot")).ToContainTextAsync("1,420.00");
        await Expect(desk.Page.Locator(".verdict")).ToContainTextAsync("$46.58 is payable for overage");
        await desk.Page.Locator("nav.tabs").GetByText("October").ClickAsync();
        await desk.Page.AtAsync("**/ledger?month=2026-10&by=team");
        await Expect(desk.Page.Locator(".verdict")).ToContainTextAsync("October 2026 has ended.");
        await desk.Page.Locator("header .end").GetByText("seat", new() { Exact = true }).ClickAsync();
        await Expect(desk.Page.Locator("tbody tr")).ToHaveCountAsync(20);
        await desk.PictureAsync("ledger-seat-1440-light");

        foreach (var address in (string[])["month=2026-11&by=seat&kind=summary", "month=2026-10&by=cost-centre&kind=summary", "month=2026-11&kind=postings"])
        {
            var first = await (await desk.Page.APIRequest.GetAsync("/ledger/export.csv?" + address)).BodyAsync();
            var second = await (await desk.Page.APIRequest.GetAsync("/ledger/export.csv?" + address)).BodyAsync();
            Assert.Equal(first, second);
            Assert.True(first.Length > 500);
        }

        var postings = Encoding.UTF8.GetString(await (await desk.Page.APIRequest.GetAsync("/ledger/export.csv?month=2026-11&kind=postings")).BodyAsync());
        Assert.Contains("amelia.sorensen@alderway.example,2026-11-01,2026-12-01,Enforced,1,2026-11-01T00:00:00.000Z,2026-11-01T00:00:00.000Z,Grant,CycleStart,Issued,Available,20,20.00,20,", postings, StringComparison.Ordinal);
    }
}
