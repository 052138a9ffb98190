using Dashboard.Browser.Tests.Harness;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests.SignIn;

public sealed class PeopleTests(Chromium chromium)
{
    [Fact]
    public async Task Somebody_is_invited_joins_gets_another_role_and_is_locked_out()
    {
        using var host = new DashboardHost();
        await new Alderway(host).SeedAsync();
        await using var owner = await chromium.VisitAsOwnerAsync(host);
        await owner.GoAsync("/settings/people");
        await owner.ConnectedAsync();
        await owner.Page.FillAsync("#invite-email", "Mara@Alderway.example");
        await owner.Page.FillAsync("#invite-name", "Mara Lindqvist");
        await owner.Page.GetByLabel("Team admin").CheckAsync();
        await owner.Page.GetByLabel("Cloud", new() { Exact = true }).CheckAsync();
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Make an invitation" }).ClickAsync();
        var link = await owner.Page.Locator("pre[aria-label='Invitation link']").InnerTextAsync();
        await owner.PictureAsync("people-1440-light");
        await owner.AssertFitsAsync();

        await using var mara = await chromium.VisitAsync(host, 390, 844, theme: "dark");
        await mara.Page.GotoAsync(link);
        await Assertions.Expect(mara.Page.GetByText("Team admin, Cloud")).ToBeVisibleAsync();
        await mara.PictureAsync("join-390-dark");
        await mara.AssertFitsAsync();
        await mara.Page.FillAsync("#password", "seven tall bridges");
        await mara.Page.GetByRole(AriaRole.Button, new() { Name = "Make my account" }).ClickAsync();
        await mara.Page.AwayFromAsync("/join");
        await mara.GoAsync("/seats");
        await mara.ConnectedAsync();

        await owner.GoAsync("/settings/people");
        await owner.ConnectedAsync();
        var row = owner.Page.Locator("tbody tr", new() { HasText = "mara@alderway.example" });
        await Assertions.Expect(row).ToContainTextAsync("Signed in");
        await row.GetByRole(AriaRole.Button).ClickAsync();
        var dialog = owner.Page.Locator("dialog[open]");
        await dialog.GetByLabel("Finance").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save the roles" }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("Say why");
        await dialog.GetByLabel("Reason").FillAsync("Closes the month");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save the roles" }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Status)).ToContainTextAsync("The roles are changed");
        await Assertions.Expect(row).ToContainTextAsync("Finance · Team admin, Cloud");
        await owner.PictureAsync("person-1440-light", fullPage: false);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Lock", Exact = true }).ClickAsync();
        await Assertions.Expect(row).ToContainTextAsync("Locked");

        await mara.Page.AtAsync("**/sign-in?ReturnUrl=**");
        await mara.Page.FillAsync("#email", "mara@alderway.example");
        await mara.Page.FillAsync("#password", "seven tall bridges");
        await mara.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(mara.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("dark", 1440)]
    [InlineData("light", 390)]
    public async Task The_page_of_people_fits(string theme, int width)
    {
        using var host = new DashboardHost();
        await using var owner = await chromium.VisitAsOwnerAsync(host, width, theme: theme);
        await owner.GoAsync("/settings/people");
        await owner.ConnectedAsync();
        await owner.Page.GetByLabel("Team admin").CheckAsync();
        await owner.AssertFitsAsync();
        await owner.PictureAsync($"people-{width}-{theme}");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Change ines@alderway.example" }).ClickAsync();
        await Assertions.Expect(owner.Page.Locator("dialog[open]")).ToBeVisibleAsync();
        await owner.PictureAsync($"person-{width}-{theme}", fullPage: false);
    }
}
