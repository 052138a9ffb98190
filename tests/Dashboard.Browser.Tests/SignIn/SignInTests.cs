using Dashboard.Browser.Tests.Harness;
using Dashboard.TestKit.SignIn;
using Dashboard.Web.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests.SignIn;

public sealed class SignInTests(Chromium chromium, SharedHost shared) : IClassFixture<SharedHost>
{
    [Fact]
    public async Task The_first_person_sets_up_signs_out_and_signs_in_again()
    {
        using var host = new DashboardHost();
        await using var visit = await chromium.VisitAsync(host);
        visit.Expect("404");
        var link = await host.Services.GetRequiredService<SetupLink>().IssueAsync();

        await visit.GoAsync(link);
        await visit.PictureAsync("setup-1440-light");
        await visit.SetUpAsync(link);
        await visit.GoAsync("/settings/api-keys");
        await Assertions.Expect(visit.Page.Locator(".side .side-foot")).ToContainTextAsync("Ines Carvalho");

        await visit.Page.Locator(".side").GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await visit.Page.AtAsync("**/sign-in**");
        await visit.GoAsync("/settings/api-keys");
        await visit.Page.FillAsync("#email", "ines@alderway.example");
        await visit.Page.FillAsync("#password", Visit.OwnerPassword);
        await visit.Page.ClickAsync("button[type=submit]");

        await visit.Page.AtAsync("**/settings/api-keys");
    }

    [Fact]
    public async Task Single_sign_on_goes_to_the_provider_and_back_with_an_account_and_its_roles()
    {
        const string section = "Dashboard:SignIn:OAuth:";
        await using var provider = await LocalProvider.StartAsync();
        provider.Person["groups"] = new[] { "finance" };
        using var host = new DashboardHost(settings: new Dictionary<string, string>
        {
            [section + "Issuer"] = provider.Issuer, [section + "ClientId"] = LocalProvider.ClientId, [section + "ClientSecret"] = LocalProvider.ClientSecret,
            [section + "ButtonText"] = "Sign in with Alderway", [section + "AutoCreate"] = "true",
            [section + "Roles:0:Claim"] = "groups", [section + "Roles:0:Value"] = "finance", [section + "Roles:0:Role"] = "finance",
        });
        await (await chromium.VisitAsOwnerAsync(host)).DisposeAsync();
        await using var visit = await chromium.VisitAsync(host);
        visit.Expect($"request to another host: {provider.Issuer}/authorize?");

        await visit.GoAsync("/account");
        await visit.PictureAsync("sign-in-oauth-1440-light");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Alderway" }).ClickAsync();
        await visit.Page.AtAsync("**/account");
        await Assertions.Expect(visit.Page.Locator("main .sub")).ToContainTextAsync("mara@alderway.example");
        await Assertions.Expect(visit.Page.Locator("[aria-labelledby=sessions-head] li").First).ToContainTextAsync("Single sign-on");
        await visit.GoAsync("/ledger");
        await Assertions.Expect(visit.Page.Locator("h1")).ToContainTextAsync("Ledger");

        provider.Person["email_verified"] = false;
        await using var refused = await chromium.VisitAsync(host, 390, 844, theme: "dark");
        refused.Expect($"request to another host: {provider.Issuer}/authorize?");
        await refused.GoAsync("/sign-in");
        await refused.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Alderway" }).ClickAsync();
        await Assertions.Expect(refused.Page.GetByRole(AriaRole.Alert).Locator("visible=true")).ToHaveTextAsync("Your provider has not verified your e-mail address.");
        await refused.AssertFitsAsync();
        await refused.PictureAsync("sign-in-oauth-refused-390-dark");
    }

    [Theory]
    [InlineData("light", 1440)]
    [InlineData("dark", 390)]
    public async Task The_sign_in_page_fits_and_says_what_is_wrong(string theme, int width)
    {
        using var host = new DashboardHost();
        await (await chromium.VisitAsOwnerAsync(host)).DisposeAsync();
        await using var visit = await chromium.VisitAsync(host, width, theme: theme);

        await visit.GoAsync("/sign-in");
        await visit.Page.ClickAsync("button[type=submit]");
        await Assertions.Expect(visit.Page.GetByText("Enter your e-mail.")).ToBeVisibleAsync();
        await visit.Page.FillAsync("#email", "ines@alderway.example");
        await visit.Page.FillAsync("#password", "wrong password");
        await visit.Page.ClickAsync("button[type=submit]");

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The e-mail or the password is wrong.");
        await visit.AssertFitsAsync();
        await visit.PictureAsync($"sign-in-{width}-{theme}");
    }

    [Theory]
    [InlineData("light", 1440)]
    [InlineData("dark", 1440)]
    [InlineData("light", 390)]
    public async Task A_key_is_made_shown_once_and_withdrawn(string theme, int width)
    {
        await using var visit = await chromium.VisitAsOwnerAsync(shared.Host, width, theme: theme);
        await visit.GoAsync("/settings/api-keys");
        await visit.ConnectedAsync();

        await visit.Page.FillAsync("#key-name", $"CI {theme} {width}");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Make a key" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".snippet pre")).ToContainTextAsync("dd_");
        await visit.AssertFitsAsync();
        await visit.PictureAsync($"api-keys-{width}-{theme}");
        var row = visit.Page.Locator("tbody tr", new() { HasText = $"CI {theme} {width}" });
        await row.GetByRole(AriaRole.Button, new() { Name = "Withdraw" }).ClickAsync();
        await visit.Page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Withdraw" }).ClickAsync();

        await Assertions.Expect(row).ToContainTextAsync("Withdrawn");
        await visit.Page.ReloadAsync();
        await Assertions.Expect(visit.Page.Locator(".snippet")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task On_a_phone_the_menu_opens_over_the_page_and_closes_with_a_choice()
    {
        await using var visit = await chromium.VisitAsOwnerAsync(shared.Host, 390, 844, touch: true);
        await visit.GoAsync("/settings/api-keys");
        await visit.ConnectedAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Open menu" }).TapAsync();
        await Assertions.Expect(visit.Page.Locator("#menu")).ToBeVisibleAsync();
        await visit.PictureAsync("menu-390-light", fullPage: false);
        await visit.Page.Locator("#menu").GetByRole(AriaRole.Link, new() { Name = "Sources" }).TapAsync();

        await visit.Page.AtAsync("**/sources");
        await Assertions.Expect(visit.Page.Locator("#menu")).ToBeHiddenAsync();
        await visit.AssertFitsAsync();
    }

    [Fact]
    public async Task The_skip_link_shows_when_it_has_the_focus_and_leads_to_the_content()
    {
        await using var visit = await chromium.VisitAsOwnerAsync(shared.Host);
        await visit.GoAsync("/settings/api-keys");
        await visit.ConnectedAsync();

        await visit.Page.Locator(".skip").FocusAsync();
        await Assertions.Expect(visit.Page.Locator(".skip")).ToBeInViewportAsync();
        await visit.Page.Keyboard.PressAsync("Enter");

        Assert.EndsWith("/settings/api-keys#main", visit.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_not_there_says_so()
    {
        await using var visit = await chromium.VisitAsOwnerAsync(shared.Host);
        visit.Expect("404");

        await visit.GoAsync("/no-such-page");

        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("There is no such page");
        await visit.PictureAsync("not-found-1440-light");
    }
}
