using System.Text.RegularExpressions;
using Dashboard.Browser.Tests.Harness;
using Dashboard.Browser.Tests.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Shares;

/// <summary>A page is shared by its action and opened by somebody who is not signed in.</summary>
public sealed partial class ShareTests(Chromium chromium, SmallOrganisation organisation) : IClassFixture<SmallOrganisation>
{
    private const string NoOtherPage = "() => [...document.querySelectorAll('a[href], form, button, [data-theme-toggle]')].map(e => e.getAttribute('href') ?? e.tagName).filter(h => !h.endsWith('/file.csv'))";

    [Theory]
    [InlineData("/", "overview", 1440, "light")]
    [InlineData("/", "overview", 390, "dark")]
    [InlineData("/seats/mara@alderway.example", "seat", 1440, "dark")]
    [InlineData("/seats/mara@alderway.example", "seat", 390, "light")]
    [InlineData("/ledger?by=seat", "ledger", 1440, "light")]
    [InlineData("/ledger?by=seat", "ledger", 390, "dark")]
    public async Task Somebody_without_an_account_sees_the_shared_page_and_no_other(string page, string name, int width, string theme)
    {
        var link = await ShareAsync(page, name, width, theme);

        await using var visit = await chromium.VisitAsync(organisation.Host, width, 900, theme, touch: width < 500);
        await visit.GoAsync(link.PathAndQuery);
        await visit.ChartsAsync();

        await Expect(visit.Page.Locator(".note").First).ToContainTextAsync("Shared by Ines Carvalho, Alderway Robotics, until 26 Nov 2026, 14:20 UTC");
        Assert.Equal(name == "ledger" ? 0 : 1, await visit.Page.Locator("drawdown-chart svg.apexcharts-svg").CountAsync());
        Assert.Empty(await visit.Page.EvaluateAsync<string[]>(NoOtherPage));
        Assert.False(await visit.Page.EvaluateAsync<bool>("() => 'Blazor' in window"));
        Assert.DoesNotContain("@alderway.example", await visit.Page.ContentAsync(), StringComparison.Ordinal);
        await visit.AssertFitsAsync();
        await visit.PictureAsync($"shared-{name}-{width}-{theme}");
        if (name != "ledger")
        {
            await visit.Page.ClickAsync("details.twin summary");
            await Expect(visit.Page.Locator("details.twin table")).ToBeVisibleAsync();
        }
    }

    [Theory]
    [InlineData(1440, "light")]
    [InlineData(390, "dark")]
    public async Task A_link_is_listed_and_stops_when_it_is_revoked(int width, string theme)
    {
        await using var own = await SmallOrganisationOwner.CreateAsync();
        await using var owner = await chromium.VisitAsOwnerAsync(own.Organisation.Host, width, 900, theme);
        await owner.GoAsync("/settings/shares");
        await Expect(owner.Page.Locator(".empty")).ToContainTextAsync("Nothing is shared");
        await owner.GoAsync("/");
        var link = await MakeAsync(owner);
        await using var stranger = await chromium.VisitAsync(own.Organisation.Host, width, 900, theme);
        await stranger.GoAsync(link.PathAndQuery);

        await owner.GoAsync("/settings/shares");
        await owner.ConnectedAsync();
        await Expect(owner.Page.Locator("tbody tr")).ToContainTextAsync("Overview");
        await Expect(owner.Page.Locator("tbody tr")).ToContainTextAsync("1 time, last 14:20");
        await owner.AssertFitsAsync();
        await owner.PictureAsync($"shares-{width}-{theme}");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await owner.Page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Expect(owner.Page.Locator("tbody tr")).ToContainTextAsync("Revoked");

        stranger.Expect("404");
        await stranger.GoAsync(link.PathAndQuery);
        await Expect(stranger.Page.Locator("h1")).ToHaveTextAsync("This link does not work");
        Assert.Empty(await stranger.Page.EvaluateAsync<string[]>(NoOtherPage));
        await stranger.PictureAsync($"shared-nothing-{width}-{theme}");
    }

    private async Task<Uri> ShareAsync(string page, string name, int width, string theme)
    {
        await using var owner = await chromium.VisitAsOwnerAsync(organisation.Host, width, 900, theme);
        await owner.GoAsync(page);
        await owner.ConnectedAsync();
        await owner.AssertFitsAsync();
        return await MakeAsync(owner, $"share-{name}-{width}-{theme}");
    }

    private static async Task<Uri> MakeAsync(Visit owner, string? picture = null)
    {
        await owner.ConnectedAsync();
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Share", Exact = true }).ClickAsync();
        var dialog = owner.Page.Locator("dialog[open]");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make the link" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("Say what the link is for");
        await dialog.GetByLabel("What is it for?").FillAsync("Board meeting in November");
        if (picture is not null)
        {
            await owner.PictureAsync(picture, fullPage: false);
        }

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make the link" }).ClickAsync();
        var text = await dialog.Locator("pre").InnerTextAsync();
        if (picture is not null)
        {
            await owner.PictureAsync(picture + "-link", fullPage: false);
        }

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        Assert.Matches(Path(), new Uri(text).AbsolutePath);
        return new Uri(text);
    }

    [GeneratedRegex("^/shared/[A-Za-z0-9_-]{43}$")]
    private static partial Regex Path();
}
