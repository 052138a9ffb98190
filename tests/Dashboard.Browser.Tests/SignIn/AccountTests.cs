using Dashboard.Browser.Tests.Harness;
using Dashboard.Web.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests.SignIn;

public sealed class AccountTests(Chromium chromium)
{
    [Fact]
    public async Task A_second_factor_is_set_up_from_the_shown_secret_and_asked_at_sign_in()
    {
        var clock = new MovedTime();
        using var host = new DashboardHost(services => services.AddSingleton<TimeProvider>(clock));
        await using var visit = await chromium.VisitAsOwnerAsync(host);
        await visit.GoAsync("/account");
        await visit.PictureAsync("account-1440-light");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Set it up" }).ClickAsync();
        var secret = await visit.Page.Locator("pre[aria-label='Secret for the authenticator app']").InnerTextAsync();
        await visit.PictureAsync("account-second-factor-1440-light");
        await visit.Page.FillAsync("#confirm-code", Code(secret, clock));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Turn it on" }).ClickAsync();
        var codes = (await visit.Page.Locator("pre[aria-label='Recovery codes']").InnerTextAsync()).Split('\n');
        await visit.PictureAsync("account-recovery-codes-1440-light");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "I have kept them" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("10 recovery codes are left.")).ToBeVisibleAsync();

        clock.Pass(TimeSpan.FromSeconds(60));
        await using var other = await chromium.VisitAsync(host, 390, 844, theme: "dark");
        await SignInAsync(other);
        await other.Page.AtAsync("**/sign-in/second-factor**");
        await other.Page.FillAsync("#code", "000000");
        await other.Page.ClickAsync("button[type=submit]");
        await Assertions.Expect(other.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This code is wrong");
        await other.PictureAsync("second-factor-390-dark");
        await other.AssertFitsAsync();
        await other.Page.FillAsync("#code", Code(secret, clock));
        await other.Page.ClickAsync("button[type=submit]");
        await other.Page.AtAsync("**/account");
        await other.AssertFitsAsync();
        await other.PictureAsync("account-390-dark");

        await using var third = await chromium.VisitAsync(host);
        await SignInAsync(third);
        await third.Page.AtAsync("**/sign-in/second-factor**");
        await third.Page.FillAsync("#code", codes[0]);
        await third.Page.ClickAsync("button[type=submit]");
        await third.Page.AtAsync("**/account");
        await Assertions.Expect(third.Page.GetByText("9 recovery codes are left.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_passkey_is_made_signs_in_and_is_removed()
    {
        using var host = new DashboardHost();
        await (await chromium.VisitAsOwnerAsync(host)).DisposeAsync();

        // Passkeys belong to a name, never to an address.
        await using var visit = await chromium.VisitAsync(new UriBuilder(host.Address) { Host = "localhost" }.Uri);
        var devices = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true },
        });
        await SignInAsync(visit);
        await visit.Page.AtAsync("**/account");
        await visit.Page.FillAsync("#passkey-name", "Test device");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The passkey is kept.");
        await visit.PictureAsync("account-passkey-1440-light");

        await visit.Page.Locator(".side").GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await visit.Page.AtAsync("**/sign-in**");
        await visit.GoAsync("/sign-in?ReturnUrl=%2Faccount");
        await visit.PictureAsync("sign-in-passkey-1440-light");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await visit.Page.AtAsync("**/account");
        await Assertions.Expect(visit.Page.Locator("[aria-labelledby=sessions-head] li").First).ToContainTextAsync("Passkey");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The passkey is removed.");
        await visit.Page.Locator(".side").GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await visit.Page.AtAsync("**/sign-in**");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert).Locator("visible=true")).ToContainTextAsync("passkey");
    }

    [Fact]
    public async Task An_open_page_ends_within_seconds_when_its_session_is_ended_elsewhere()
    {
        using var host = new DashboardHost();
        await using var here = await chromium.VisitAsOwnerAsync(host);
        await using var there = await chromium.VisitAsync(host);
        await SignInAsync(there);
        await there.Page.AtAsync("**/account");
        await there.GoAsync("/settings/api-keys");
        await there.ConnectedAsync();

        await here.GoAsync("/account");
        await here.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere else" }).ClickAsync();

        await there.Page.AtAsync("**/sign-in?ReturnUrl=%2Fsettings%2Fapi-keys");
        await Assertions.Expect(here.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("All other sessions were ended.");
    }

    private static string Code(string secret, TimeProvider clock) => OneTimeCodes.CodeAt(secret.Trim(), OneTimeCodes.StepAt(clock.GetUtcNow().ToUnixTimeMilliseconds()));

    private static async Task SignInAsync(Visit visit)
    {
        await visit.GoAsync("/sign-in?ReturnUrl=%2Faccount");
        await visit.Page.FillAsync("#email", "ines@alderway.example");
        await visit.Page.FillAsync("#password", Visit.OwnerPassword);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }
}
