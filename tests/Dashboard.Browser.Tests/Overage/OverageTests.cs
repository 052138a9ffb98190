using Dashboard.Browser.Tests.Harness;
using Dashboard.Credits.Money;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.Browser.Tests.Overage;

/// <summary>The switch as people use it: on with a cap, off and back, asked for as a team admin, approved as the owner.</summary>
public sealed class OverageTests(Chromium chromium)
{
    private const string Owner = "ines@alderway.example";
    private const string Admin = "mara.lindqvist@alderway.example";

    [Fact]
    public async Task A_seat_is_turned_on_with_a_cap_off_in_one_step_and_on_again()
    {
        using var host = Host();
        await SeedAsync(host);
        await using var visit = await SignInAsync(host, Owner);
        var page = visit.Page;
        await visit.GoAsync("/seats?q=yusuf");
        await visit.ConnectedAsync();
        var toggle = page.GetByRole(AriaRole.Switch);
        await Expect(toggle).ToHaveAttributeAsync("aria-checked", "false");

        await toggle.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Turn overage on for Yusuf Demir?" });
        await Expect(dialog.Locator("dl")).ToContainTextAsync("Projected overage by 1 Dec");
        await Expect(dialog.Locator("dl")).ToContainTextAsync("80% band");
        await dialog.Locator("#overage-cap").FillAsync("40");
        await dialog.Locator("#overage-reason").FillAsync("Release 4.2");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Turn on, up to $40.00" }).ClickAsync();
        await Expect(toggle).ToHaveAttributeAsync("aria-checked", "true");
        await Expect(toggle).ToContainTextAsync("On, 40");
        await Expect(page.Locator(".toast")).ToContainTextAsync("Overage is on for Yusuf Demir.");

        await toggle.ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("Overage is off for Yusuf Demir.");
        await Expect(toggle).ToHaveAttributeAsync("aria-checked", "false");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(toggle).ToHaveAttributeAsync("aria-checked", "true");
        await Expect(toggle).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex("by ines@alderway.example, until 1 Dec"));

        await visit.GoAsync("/seats/yusuf.demir@alderway.example");
        await visit.ConnectedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "I switched it on" }).ClickAsync();
        await Expect(page.Locator(".control")).ToContainTextAsync("Said to be on at the vendor since 14:20");
    }

    [Fact]
    public async Task A_team_admin_asks_for_approval_and_the_owner_approves()
    {
        using var host = Host();
        await SeedAsync(host, new OverageApprovalLimitSet(Nanodollars.FromUsd(25)));
        await using var admin = await SignInAsync(host, Admin);
        await admin.GoAsync("/seats?q=jonas");
        await admin.ConnectedAsync();
        await admin.Page.GetByRole(AriaRole.Switch).ClickAsync();
        await admin.Page.Locator("#overage-cap").FillAsync("60");
        await admin.Page.Locator("#overage-reason").FillAsync("Load tests");
        await admin.Page.Locator("dialog").GetByText("a second person is needed").WaitForAsync();
        await Expect(admin.Page.Locator("dialog")).ToContainTextAsync("It can be approved by ines@alderway.example");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Ask for approval, up to $60.00" }).ClickAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Switch)).ToContainTextAsync("Asked");
        await admin.GoAsync("/requests");
        await Expect(admin.Page.GetByRole(AriaRole.Button, new() { Name = "Withdraw" })).ToBeVisibleAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);

        await using var owner = await SignInAsync(host, Owner, 390);
        await owner.GoAsync("/requests");
        await owner.ConnectedAsync();
        await owner.AssertFitsAsync();
        await owner.PictureAsync("requests-390-light");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Approve, up to $60.00" }).ClickAsync();
        await Expect(owner.Page.Locator(".form-done")).ToHaveTextAsync("Approved: overage is on for Jonas Weidmann.");

        // What the team admin has open follows by itself.
        await Expect(admin.Page.GetByText("Approved: Jonas Weidmann, cap 60.00 a cycle, until 1 Dec")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await owner.GoAsync("/seats?q=jonas");
        await owner.ConnectedAsync();
        await Expect(owner.Page.GetByRole(AriaRole.Switch)).ToHaveAttributeAsync("aria-checked", "true");
        await owner.AssertFitsAsync();
    }

    private static DashboardHost Host() => new(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new FixedTime(Alderway.Now))));

    private static async Task SeedAsync(DashboardHost host, params DecisionBody[] more)
    {
        var now = Alderway.Now.ToUnixTimeMilliseconds();
        var alderway = new Alderway(host);
        await alderway.SeedAsync();
        await alderway.DecideAsync(now, [new RoleGranted(Owner, Role.Owner), new RoleGranted(Admin, Role.TeamAdmin, "Platform"), .. more]);
        await host.Services.GetRequiredService<Database>().Books.CatchUpAsync(now);
        await using var scope = host.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        foreach (var person in (string[])[Owner, Admin])
        {
            Assert.True((await users.CreateAsync(new AppUser { UserName = person, Email = person, EmailConfirmed = true, Name = person }, Visit.OwnerPassword)).Succeeded);
        }
    }

    private async Task<Visit> SignInAsync(DashboardHost host, string person, int width = 1440)
    {
        var visit = await chromium.VisitAsync(host, width, touch: width < 760);
        await visit.GoAsync("/sign-in");
        await visit.Page.FillAsync("#email", person);
        await visit.Page.FillAsync("#password", Visit.OwnerPassword);
        await visit.Page.ClickAsync("button[type=submit]");
        await visit.Page.AwayFromAsync("/sign-in");
        return visit;
    }
}
