using Dashboard.Browser.Tests.Harness;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Mail;

public sealed class MailPreferencePageTests(Chromium chromium)
{
    private const string Owner = "ines@alderway.example";

    private static readonly Dictionary<string, string> Server = new()
    {
        ["Dashboard:Mail:Host"] = "127.0.0.1", ["Dashboard:Mail:Port"] = "9", ["Dashboard:Mail:Encryption"] = "None", ["Dashboard:Mail:From"] = "drawdown@alderway.example", ["Dashboard:Mail:PublicAddress"] = "http://localhost",
    };

    [Fact]
    public async Task A_person_chooses_mails_and_a_link_of_a_mail_turns_one_kind_off_without_signing_in()
    {
        using var host = new DashboardHost(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new FixedTime(Alderway.Now))), Server);
        await new Alderway(host).SeedAsync();
        foreach (var (theme, width) in ((string, int)[])[("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390)])
        {
            await using var look = await chromium.VisitAsOwnerAsync(host, width, theme: theme, touch: width < 760);
            await look.GoAsync("/account/mail");
            await look.ConnectedAsync();
            await look.AssertFitsAsync();
            await look.PictureAsync($"account-mail-{width}-{theme}");
        }

        await using var visit = await chromium.VisitAsOwnerAsync(host);
        var page = visit.Page;
        await visit.GoAsync("/account/mail");
        await visit.ConnectedAsync();
        await Expect(page.GetByLabel("System mails")).ToBeDisabledAsync();
        await page.GetByLabel("Recovered").UncheckAsync();
        await page.GetByLabel("Digest of your figures").SelectOptionAsync("Daily");
        await page.GetByLabel("Time of day").FillAsync("07:30");
        await page.GetByLabel("Your time zone").SelectOptionAsync("Asia/Tokyo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Saved.");
        await Expect(page.GetByText("next digest 20 Nov 2026, 07:30 Asia/Tokyo")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Recovered")).Not.ToBeCheckedAsync();
        await Expect(page.GetByLabel("Digest of your figures")).ToHaveValueAsync("Daily");

        var preferences = host.Services.GetRequiredService<MailPreferences>();
        var link = "/" + host.Services.GetRequiredService<UnsubscribeLinks>().PathOf(Owner, MailKind.StageAlerts);
        await using var stranger = await chromium.VisitAsync(host, 390, touch: true);
        await stranger.GoAsync(link);
        await stranger.AssertFitsAsync();
        await stranger.PictureAsync("unsubscribe-390-light");
        Assert.True((await preferences.OfAsync(Owner)).Wants(MailKind.StageAlerts));
        await stranger.Page.GetByRole(AriaRole.Button, new() { Name = "Turn them off" }).ClickAsync();
        await Expect(stranger.Page.Locator("h1")).ToHaveTextAsync("Stage alerts: off");
        Assert.False((await preferences.OfAsync(Owner)).Wants(MailKind.StageAlerts));
        await stranger.PictureAsync("unsubscribe-done-390-light");
        await stranger.Page.GetByRole(AriaRole.Button, new() { Name = "Turn them on again" }).ClickAsync();
        await Expect(stranger.Page.Locator("h1")).ToHaveTextAsync("Stage alerts: on again");
        Assert.True((await preferences.OfAsync(Owner)).Wants(MailKind.StageAlerts));

        await using var dark = await chromium.VisitAsync(host, 1440, theme: "dark");
        await dark.GoAsync(link);
        await dark.PictureAsync("unsubscribe-1440-dark");
        dark.Expect("404");
        await dark.GoAsync(link[..^6]);
        await Expect(dark.Page.Locator("h1")).ToHaveTextAsync("This link does not work");
    }

    [Fact]
    public async Task The_link_of_an_alert_opens_the_dialog_that_acknowledges_it()
    {
        using var host = new DashboardHost(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new FixedTime(Alderway.Now))));
        var alderway = new Alderway(host);
        await alderway.SeedAsync();
        var database = host.Services.GetRequiredService<Database>();
        var now = Alderway.Now.ToUnixTimeMilliseconds();
        await database.Runbook.EvaluateAsync(now);
        await alderway.DecideAsync(now, new LedgerAdjusted((await database.Decisions.CurrentAsync()).SeatOf("jonas.weidmann@alderway.example")!.Id, LedgerMove.Draw, false, Nanodollars.FromUsd(20)));
        await database.Books.CatchUpAsync(now);
        await database.Runbook.EvaluateAsync(now + 1);
        var alert = (await database.CreateDbContext().Set<StageCrossingRow>().OrderBy(c => c.Id).LastAsync()).Id;
        await using var visit = await chromium.VisitAsOwnerAsync(host);

        await visit.GoAsync($"/runbook?alert={alert}");
        await visit.ConnectedAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Jonas Weidmann");
        await visit.PictureAsync("runbook-alert-link-1440-light");
        await visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Acknowledged: Jonas Weidmann.");

        await visit.GoAsync($"/runbook?alert={alert}");
        await Expect(visit.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("not open any more");
    }

    [Fact]
    public async Task An_invitation_and_a_reminder_are_sent_from_their_pages()
    {
        using var host = new DashboardHost(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new FixedTime(Alderway.Now))), Server);
        await new Alderway(host).SeedAsync();
        var outbox = host.Services.GetRequiredService<Database>().Outbox;
        await using var visit = await chromium.VisitAsOwnerAsync(host);
        var page = visit.Page;

        await visit.GoAsync("/settings/people");
        await visit.ConnectedAsync();
        await page.GetByLabel("E-mail").First.FillAsync("noor@alderway.example");
        await page.GetByLabel("Name").First.FillAsync("Noor Haddad");
        await page.GetByLabel("Auditor").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make an invitation" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send by mail to noor@alderway.example" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("The mail to noor@alderway.example is on the way.");
        await visit.AssertFitsAsync();
        await visit.PictureAsync("people-invitation-sent-1440-light");
        Assert.Equal("noor@alderway.example", Assert.Single(await outbox.ReadAsync(new DeliveryQuery(Kind: InvitationLetter.KindName))).Recipient);

        await visit.GoAsync("/seats/unclaimed");
        await visit.ConnectedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remind Oskar Nyberg" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("1 mail is on the way.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send it by mail to 2 holders" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("1 mail is on the way. 1 holder was reminded today already.");
        await visit.PictureAsync("unclaimed-reminded-1440-light");
        Assert.Equal(2, (await outbox.ReadAsync(new DeliveryQuery(Kind: CreditLetter.KindName))).Count);
    }
}
