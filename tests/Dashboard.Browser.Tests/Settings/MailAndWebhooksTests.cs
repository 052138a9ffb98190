using Dashboard.Browser.Tests.Harness;
using Dashboard.Storage;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Web.Tests.Mail;
using Dashboard.Web.Tests.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Settings;

/// <summary>The owner sets the mail server and webhooks, sees what they answer, and what became of each delivery, while it happens.</summary>
public sealed class MailAndWebhooksTests(Chromium chromium)
{
    private static readonly (string Theme, int Width)[] Looks = [("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390)];

    [Fact]
    public async Task A_mail_server_is_set_tried_and_removed_and_deliveries_are_seen_as_they_leave()
    {
        using var server = MailServerProcess.Start();
        using var host = new DashboardHost();
        await using var visit = await chromium.VisitAsOwnerAsync(host);
        var page = visit.Page;
        await visit.GoAsync("/settings/mail");
        await visit.ConnectedAsync();
        await Expect(page.GetByText("No mail leaves")).ToBeVisibleAsync();

        await page.GetByLabel("Server", new() { Exact = true }).FillAsync("localhost");
        await page.GetByLabel("Port").FillAsync(server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await page.GetByLabel("Encryption").SelectOptionAsync("None");
        await page.GetByLabel("Mails are from").FillAsync("drawdown@alderway.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Saved. Mails leave by localhost from now on.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test mail to me" }).ClickAsync();
        await Expect(page.Locator(".form-done pre")).ToHaveTextAsync("250 2.0.0 kept as 1");

        server.Wish("rcpt 550 5.1.1 nobody of that name");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test mail to me" }).ClickAsync();
        await Expect(page.Locator(".form-error pre")).ToHaveTextAsync("550 5.1.1 nobody of that name");
        await AddAsync(host, DeliveryChannel.Mail, "gone@alderway.example");
        await Expect(page.Locator("table.deliveries tr", new() { HasText = "gone@alderway.example" })).ToContainTextAsync("Given up");

        server.Wish();
        await page.Locator("table.deliveries tr", new() { HasText = "gone@alderway.example" }).GetByRole(AriaRole.Button, new() { Name = "Redeliver" }).ClickAsync();
        await Expect(page.Locator("table.deliveries tr", new() { HasText = "gone@alderway.example" })).ToContainTextAsync("Sent");
        await page.GetByRole(AriaRole.Button, new() { Name = "2 attempts to gone@alderway.example" }).ClickAsync();
        await Expect(page.Locator("dialog .attempts")).ToContainTextAsync("550 5.1.1 nobody of that name");
        await page.Keyboard.PressAsync("Escape");
        foreach (var (theme, width) in Looks)
        {
            await using var look = await chromium.VisitAsOwnerAsync(host, width, theme: theme, touch: width < 760);
            await look.GoAsync("/settings/mail");
            await look.ConnectedAsync();
            await look.AssertFitsAsync();
            await look.PictureAsync($"mail-{width}-{theme}");
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(page.GetByText("No mail leaves")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_webhook_is_added_with_a_secret_that_is_shown_once_tried_changed_and_removed()
    {
        await using var stub = await WebhookStub.StartAsync();
        using var host = new DashboardHost();
        await using var visit = await chromium.VisitAsOwnerAsync(host);
        var page = visit.Page;
        await visit.GoAsync("/settings/webhooks");
        await visit.ConnectedAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Add a webhook" }).ClickAsync();
        await page.GetByLabel("Name, as runbooks say it").FillAsync("ops");
        await page.GetByLabel("Address", new() { Exact = true }).FillAsync($"http://127.0.0.1:{stub.Port}/hook");
        await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        await Expect(page.Locator("dialog .form-error")).ToContainTextAsync("The address must begin with https.");
        await page.GetByLabel("allow private addresses, and http there").CheckAsync();
        await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        await Expect(page.Locator(".snippet pre")).ToContainTextAsync("whsec_");

        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test" }).ClickAsync();
        await Expect(page.Locator(".form-done pre")).ToHaveTextAsync("200 OK: ok");
        await AddAsync(host, DeliveryChannel.Webhook, "ops");
        await Expect(page.Locator("table.deliveries tbody tr")).ToContainTextAsync("Sent");
        await page.GetByRole(AriaRole.Button, new() { Name = "Redeliver" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "2 attempts to ops" })).ToBeVisibleAsync();
        Assert.Equal(3, stub.Calls.Count);

        foreach (var (theme, width) in Looks)
        {
            await using var look = await chromium.VisitAsOwnerAsync(host, width, theme: theme, touch: width < 760);
            await look.GoAsync("/settings/webhooks");
            await look.ConnectedAsync();
            await Expect(look.Page.GetByText("whsec_")).ToHaveCountAsync(0);
            await look.AssertFitsAsync();
            await look.PictureAsync($"webhooks-{width}-{theme}");
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Change" }).ClickAsync();
        await page.GetByLabel("on", new() { Exact = true }).UncheckAsync();
        await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator("tr", new() { HasText = "http://127.0.0.1" })).ToContainTextAsync("Off");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(page.GetByText("There is no webhook yet")).ToBeVisibleAsync();
    }

    private static Task<int> AddAsync(DashboardHost host, DeliveryChannel channel, string recipient)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return host.Services.GetRequiredService<Database>().Outbox.AddAsync(
            [new NewDelivery("test-" + recipient, channel, recipient, new DeadManLetter { Organisation = "Alderway Robotics", AtMs = now, Zone = "UTC", IsIngest = true, IsOver = false, LastSuccessMs = now - 7_200_000, WindowMinutes = 60 })], now);
    }
}
