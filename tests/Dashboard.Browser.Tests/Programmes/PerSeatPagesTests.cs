using Dashboard.Browser.Tests.Harness;
using Dashboard.Browser.Tests.Pages;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Programmes;

/// <summary>Who pays and what differs, in an organisation whose seats have their own credit, and in one that is not set up.</summary>
public sealed class PerSeatPagesTests(Chromium chromium, SmallOrganisation organisation) : IClassFixture<SmallOrganisation>
{
    [Theory]
    [InlineData("meters", "meters")]
    [InlineData("reconciliation", "reconciliation")]
    public async Task Nothing_sticks_out_in_any_width_and_theme(string address, string name)
    {
        foreach (var (width, theme) in ((int, string)[])[(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
        {
            await using var visit = await chromium.VisitAsOwnerAsync(organisation.Host, width, 900, theme, touch: width < 500);
            await visit.GoAsync(address);
            await visit.ConnectedAsync();

            await visit.AssertFitsAsync();
            await visit.PictureAsync($"per-seat-{name}-{width}-{theme}");
        }
    }

    [Fact]
    public async Task A_paused_programme_is_said_to_give_nothing()
    {
        await using var visit = await chromium.VisitAsOwnerAsync(organisation.Host);
        await visit.GoAsync("meters");

        await Expect(visit.Page.Locator("main")).ToContainTextAsync("The vendor does not give this credit");
    }

    [Fact]
    public async Task A_seat_with_its_own_credit_has_its_own_readings()
    {
        await using var visit = await chromium.VisitAsOwnerAsync(organisation.Host);
        await visit.GoAsync("seats/mara%40alderway.example");
        await visit.ConnectedAsync();
        var card = visit.Page.Locator("section", new() { Has = visit.Page.Locator("h2", new() { HasText = "Balance readings" }) });
        await card.GetByLabel("The console shows").FillAsync("3.50");
        await card.GetByLabel("Note").FillAsync("Console, Billing");
        await card.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Enter the reading" }).ClickAsync();

        await Expect(card.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(card).ToContainTextAsync("Console, Billing");
        await visit.AssertFitsAsync();
        await visit.PictureAsync("per-seat-reading-1440-light");
        await visit.ResizeAsync(390);
        await visit.AssertFitsAsync();
        await visit.PictureAsync("per-seat-reading-390-light");
        await visit.GoAsync("reconciliation");
        await Expect(visit.Page.Locator("section[aria-labelledby=readings-title]")).ToContainTextAsync("mara@alderway.example");
    }

    [Theory]
    [InlineData("meters", "No figures yet")]
    [InlineData("reconciliation", "Nothing is set up yet")]
    public async Task Before_anything_is_set_up_the_page_says_so(string address, string title)
    {
        using var empty = new DashboardHost();
        await using var visit = await chromium.VisitAsOwnerAsync(empty);
        await visit.GoAsync(address);

        await Expect(visit.Page.Locator("main")).ToContainTextAsync(title);
        await visit.PictureAsync($"empty-{address}-1440-light");
    }
}
