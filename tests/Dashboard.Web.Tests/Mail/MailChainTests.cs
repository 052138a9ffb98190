using System.Globalization;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks;
using Dashboard.Web.Deliveries;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Mail;

/// <summary>From a decision through the outbox and a real mail server to the reader, and from the link in the mail back.</summary>
public sealed class MailChainTests
{
    private const string Admin = "admin@example.org";

    [Fact]
    public async Task A_request_reaches_its_approver_whose_one_click_ends_such_mails()
    {
        using var server = MailServerProcess.Start();
        using var host = new WebHost { Clock = new SetClock(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero)) }
            .With("Dashboard:Mail:Host", "localhost").With("Dashboard:Mail:Port", server.Port.ToString(CultureInfo.InvariantCulture)).With("Dashboard:Mail:Encryption", "None")
            .With("Dashboard:Mail:From", "drawdown@example.org").With("Dashboard:Mail:PublicAddress", "https://drawdown.example.org");
        using var browser = host.Browser();
        var database = host.Services.GetRequiredService<Database>();
        await SeedAsync(database);

        await AskAsync(database, 1);
        await host.Services.GetRequiredService<DeliverOutbox>().RunAsync(Now);

        var mail = Assert.Single(await ArrivedAsync(server));
        var headers = mail.GetProperty("headers");
        Assert.Equal("Approval asked: overage up to $40.00 for Ada Byron", headers.GetProperty("subject")[0].GetString());
        Assert.Equal("List-Unsubscribe=One-Click", headers.GetProperty("list-unsubscribe-post")[0].GetString());
        var link = new Uri(headers.GetProperty("list-unsubscribe")[0].GetString()!.Trim('<', '>'));
        using var click = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        Assert.True((await browser.PostAsync(link.PathAndQuery, click, Now)).IsSuccessStatusCode);

        await AskAsync(database, 2);
        await host.Services.GetRequiredService<DeliverOutbox>().RunAsync(Now);

        Assert.Single(await database.Outbox.ReadAsync(new DeliveryQuery(), Now));
        Assert.Single(server.Received);
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    /// <summary>The host's own job may have taken the mail first: then it is on its way.</summary>
    private static async Task<IReadOnlyList<System.Text.Json.JsonElement>> ArrivedAsync(MailServerProcess server)
    {
        for (var i = 0; i < 300 && server.Received.Count == 0; i++)
        {
            await Task.Delay(100, Now);
        }

        return server.Received;
    }

    private static async Task SeedAsync(Database database)
    {
        var start = new DateOnly(2026, 11, 1);
        await DecideAsync(
            database, "owner@example.org", new OrganisationCreated("Example", "UTC", start), new ProgrammeChosen(ShippedProgrammes.AgentSdkCredit.Id, ProgrammeMode.Enforced),
            new SeatAdded(-1, "ada@example.org", "Ada Byron", "team-premium", "Cloud", null, 1, start), new SeatAdded(-2, "bo@example.org", "Bo Ek", "team-premium", "Cloud", null, 1, start), new RoleGranted(Admin, Role.TeamAdmin, "Cloud"));
        await database.Books.RollForwardAsync(MailPlace.Ms("2026-11-20T12:00:00Z"), Now);
    }

    private static Task AskAsync(Database database, int seat) => DecideAsync(database, "ada@example.org", new OverageRequested(seat, Nanodollars.FromUsd(40), null));

    private static async Task DecideAsync(Database database, string who, params DecisionBody[] bodies) =>
        Assert.IsType<AppendResult.Appended>(await database.Decisions.AppendAsync([.. bodies.Select(b => new NewDecision(b, MailPlace.Ms("2026-11-20T12:00:00Z"), "as agreed"))], who, MailPlace.Ms("2026-11-20T12:00:00Z"), cancellationToken: Now));
}
