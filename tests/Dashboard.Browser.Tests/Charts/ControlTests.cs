using Dashboard.Browser.Tests.Harness;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests.Charts;

public sealed class ControlTests(Chromium chromium, SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly DashboardHost _host = shared.Host;

    [Theory]
    [InlineData("light", 1440)]
    [InlineData("dark", 1440)]
    [InlineData("light", 390)]
    [InlineData("dark", 390)]
    public async Task The_controls_fit_in_both_themes_and_on_phones(string theme, int width)
    {
        await using var visit = await chromium.VisitAsOwnerAsync(_host, width, theme: theme);
        await visit.GoAsync("/test/controls");
        await visit.ConnectedAsync();
        await visit.ChartsAsync();

        await visit.AssertFitsAsync();
        await visit.PictureAsync($"controls-{width}-{theme}");
    }

    [Theory]
    [InlineData("light", 1440)]
    [InlineData("dark", 390)]
    public async Task A_figure_explains_itself_and_gives_the_focus_back(string theme, int width)
    {
        await using var visit = await chromium.VisitAsOwnerAsync(_host, width, theme: theme);
        await visit.GoAsync("/test/controls");
        await visit.ConnectedAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "$16.28" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("dialog[open]")).ToContainTextAsync("Granted minus consumed");
        await visit.AssertFitsAsync();
        await visit.PictureAsync($"explain-{width}-{theme}", fullPage: false);
        await visit.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(visit.Page.Locator("dialog")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "$16.28" })).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("light", 1440)]
    [InlineData("light", 390)]
    public async Task A_dialog_opens_and_its_left_button_closes_it(string theme, int width)
    {
        await using var visit = await chromium.VisitAsOwnerAsync(_host, width, theme: theme);
        await visit.GoAsync("/test/controls");
        await visit.ConnectedAsync();

        await visit.Page.ClickAsync("#open-dialog");
        await Assertions.Expect(visit.Page.Locator("dialog[open]")).ToBeVisibleAsync();
        await visit.PictureAsync($"dialog-{width}-{theme}", fullPage: false);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Keep off" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator("dialog")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_snippet_is_copied_as_it_stands()
    {
        await using var visit = await chromium.VisitAsOwnerAsync(_host);
        await visit.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await visit.GoAsync("/test/controls");
        await visit.ConnectedAsync();

        await visit.Page.Locator(".snippet [data-copy]").ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".snippet [data-copy]")).ToHaveTextAsync("Copied");

        Assert.Equal(
            await visit.Page.Locator(".snippet pre").InnerTextAsync(),
            await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }
}
