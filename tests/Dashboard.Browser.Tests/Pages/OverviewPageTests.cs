using Dashboard.Browser.Tests.Harness;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Browser.Tests.Pages;

/// <summary>The first page in a real browser.</summary>
public sealed class OverviewPageTests(Chromium chromium, SmallOrganisation organisation) : IClassFixture<SmallOrganisation>
{
    [Theory]
    [InlineData(1440, "light")]
    [InlineData(1440, "dark")]
    [InlineData(390, "light")]
    [InlineData(390, "dark")]
    [InlineData(360, "light")]
    [InlineData(768, "light")]
    public async Task Nothing_sticks_out_in_any_width_and_theme(int width, string theme)
    {
        await using var visit = await chromium.VisitAsOwnerAsync(organisation.Host, width, 900, theme, touch: width < 500);
        await visit.GoAsync("/");
        await visit.ConnectedAsync();
        await visit.ChartsAsync();

        await visit.AssertFitsAsync();
        await visit.PictureAsync($"overview-{width}-{theme}");
    }

    [Fact]
    public async Task The_figures_are_those_of_the_books_and_explain_themselves()
    {
        await using var visit = await chromium.VisitAsOwnerAsync(organisation.Host);
        await visit.GoAsync("/");
        await visit.ConnectedAsync();
        var figures = (await OverviewRead.FiguresAsync(organisation.Database))!;

        Assert.Equal(Show.Money(figures.Allocated), await visit.Page.Locator(".fig:nth-child(1) .v").InnerTextAsync());
        Assert.Equal(Show.Money(figures.Consumed), await visit.Page.Locator(".fig:nth-child(2) .v").InnerTextAsync());
        Assert.Equal(Show.Money(figures.Overage), await visit.Page.Locator(".fig:nth-child(4) .v").InnerTextAsync());
        Assert.True(figures.Consumed.IsPositive && figures.Overage.IsPositive);

        for (var i = 1; i <= 6; i++)
        {
            await visit.Page.ClickAsync($".fig:nth-child({i}) .v button");
            await visit.Page.Locator("dialog.sheet[open] .exact").WaitForAsync();
            Assert.Equal(await visit.Page.Locator($".fig:nth-child({i}) .v").InnerTextAsync(), await visit.Page.Locator("dialog.sheet .figure").InnerTextAsync());
            if (i == 2)
            {
                Assert.Equal(Show.Exact(figures.Consumed), await visit.Page.Locator("dialog.sheet .exact .mono").InnerTextAsync());
                await visit.PictureAsync("overview-explain", fullPage: false);
            }

            await visit.Page.Keyboard.PressAsync("Escape");
            await visit.Page.Locator("dialog.sheet").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
        }
    }

    [Fact]
    public async Task The_first_answer_is_the_whole_page_without_a_circuit()
    {
        await using var visit = await chromium.VisitAsOwnerAsync(organisation.Host);
        await visit.Page.RouteAsync("**/_blazor**", route => route.AbortAsync());
        visit.Expect("_blazor");
        visit.Expect("net::ERR_FAILED");
        visit.Expect("Failed to");
        await visit.GoAsync("/");
        await visit.ChartsAsync();

        Assert.Contains("past", await visit.Page.Locator(".verdict").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(6, await visit.Page.Locator(".fig").CountAsync());
        Assert.True(await visit.Page.Locator(".needs tbody tr").CountAsync() > 3);
    }

    [Fact]
    public async Task New_usage_changes_the_figures_in_place()
    {
        await using var own = await SmallOrganisationOwner.CreateAsync();
        await using var visit = await chromium.VisitAsOwnerAsync(own.Organisation.Host);
        await visit.GoAsync("/");
        await visit.ConnectedAsync();
        await visit.ChartsAsync();
        await visit.Page.EvaluateAsync("document.querySelector('h1').dataset.kept = 'yes'");
        var before = await visit.Page.Locator(".fig:nth-child(2) .v").InnerTextAsync();

        await own.Organisation.WriteAsync(own.Organisation.Request("yusuf", "3.5"));

        await visit.Page.WaitForFunctionAsync("before => document.querySelector('.fig:nth-child(2) .v').innerText !== before", before);
        var figures = (await OverviewRead.FiguresAsync(own.Organisation.Database))!;
        Assert.Equal(Show.Money(figures.Consumed), await visit.Page.Locator(".fig:nth-child(2) .v").InnerTextAsync());
        Assert.Equal("yes", await visit.Page.Locator("h1").GetAttributeAsync("data-kept"));
    }
}
