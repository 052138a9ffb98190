using Dashboard.Storage;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Web.Deliveries;
using Dashboard.Storage.Runbooks;
using Dashboard.Web.Features.Deliveries;
using Dashboard.Web.Features.MailSettings;
using Dashboard.Web.Mail;
using Dashboard.Web.Security;
using Dashboard.Web.Tests.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Mail;

/// <summary>The mail server is set once, and its password is never told again.</summary>
public sealed class MailSettingsTests
{
    private const string Sentinel = "s3ntinel-pass-word";

    private static readonly Caller Owner = new("owner@alderway.example", new Access("owner@alderway.example", [new RoleGrant(Role.Owner)]));

    private static MailServerDraft ADraft(int port = 2525) => new()
    {
        Host = "localhost",
        Port = port,
        Encryption = MailEncryption.None,
        FromAddress = "drawdown@alderway.example",
        PublicAddress = "https://drawdown.alderway.example/",
    };

    [Fact]
    public async Task What_was_saved_holds_and_the_stored_password_stays_until_another_is_entered()
    {
        using var host = new WebHost();
        var desk = host.Services.GetRequiredService<MailDesk>();
        var settings = host.Services.GetRequiredService<MailServerSettings>();
        var draft = ADraft();
        (draft.User, draft.Password) = ("drawdown", Sentinel);

        Assert.Null(await settings.CurrentAsync(TestContext.Current.CancellationToken));
        Assert.Null(await desk.SaveAsync(draft, Owner, TestContext.Current.CancellationToken));
        draft = ADraft();
        (draft.User, draft.FromName) = ("drawdown", "Credits");
        Assert.Null(await desk.SaveAsync(draft, Owner, TestContext.Current.CancellationToken));

        var server = await settings.CurrentAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Sentinel, server!.Password!.Tell());
        Assert.Equal(new MailParty("drawdown@alderway.example", "Credits"), server.From);
        Assert.Equal("https://drawdown.alderway.example/", server.PublicAddress.AbsoluteUri);
        var view = await desk.ReadAsync("http://localhost/", Owner, TestContext.Current.CancellationToken);
        Assert.True(view.HasPassword);
        Assert.Equal("", view.Draft.Password);
    }

    [Fact]
    public async Task A_stored_password_is_not_sent_to_another_server_by_somebody_who_does_not_know_it()
    {
        using var host = new WebHost();
        var desk = host.Services.GetRequiredService<MailDesk>();
        var draft = ADraft();
        (draft.User, draft.Password) = ("drawdown", Sentinel);
        await desk.SaveAsync(draft, Owner, TestContext.Current.CancellationToken);

        var moved = ADraft();
        (moved.User, moved.Host) = ("drawdown", "thief.example.org");
        var weaker = ADraft(26);
        weaker.User = "drawdown";

        Assert.StartsWith("Enter the password again", await desk.SaveAsync(moved, Owner, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.StartsWith("Enter the password again", await desk.SaveAsync(weaker, Owner, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("localhost", (await host.Services.GetRequiredService<MailServerSettings>().CurrentAsync(TestContext.Current.CancellationToken))!.Host);
    }

    [Fact]
    public async Task The_password_is_stored_encrypted_and_stands_in_no_page_log_or_audit_entry()
    {
        using var log = new HeardLog();
        using var server = MailServerProcess.Start("--user", "drawdown", "--password", "another");
        using var host = new WebHost { Log = log };
        using var browser = host.Browser();
        await browser.BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        var desk = host.Services.GetRequiredService<MailDesk>();
        var draft = ADraft(server.Port);
        (draft.User, draft.Password) = ("drawdown", Sentinel);

        Assert.Null(await desk.SaveAsync(draft, Owner, TestContext.Current.CancellationToken));
        var answer = await desk.TestAsync(Owner, TestContext.Current.CancellationToken);

        Assert.StartsWith("The server refused the name or the password: 535", Assert.IsType<DeliveryAnswer.TryLater>(answer).Told, StringComparison.Ordinal);
        var told = new StringWriter();
        await told.WriteAsync(log.Text + answer);
        foreach (var path in (string[])["/settings/mail", "/settings/audit", "/settings/audit/export.csv"])
        {
            await told.WriteAsync(await (await browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        var database = host.Services.GetRequiredService<Database>();
        await foreach (var entry in database.Audit.AllAsync(new AuditQuery(), TestContext.Current.CancellationToken))
        {
            await told.WriteAsync(entry.ToString());
        }

        await using var db = database.CreateDbContext();
        await told.WriteAsync((await db.Set<MailServerRow>().SingleAsync(TestContext.Current.CancellationToken)).PasswordProtected);
        Assert.DoesNotContain(Sentinel, told.ToString(), StringComparison.Ordinal);
        Assert.Contains("mail-server-set", told.ToString(), StringComparison.Ordinal);
        Assert.Contains("mail-test-sent", told.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_configuration_wins_and_the_page_says_so_and_changes_nothing()
    {
        var secret = Path.GetTempFileName();
        await File.WriteAllTextAsync(secret, Sentinel + "\n", TestContext.Current.CancellationToken);
        using var log = new HeardLog();
        using var host = new WebHost { Log = log }
            .With("Dashboard:Mail:Host", "mail.alderway.example").With("Dashboard:Mail:Encryption", "IfOffered").With("Dashboard:Mail:User", "drawdown").With("Dashboard:Mail:PasswordFile", secret)
            .With("Dashboard:Mail:From", "credits@alderway.example").With("Dashboard:Mail:PublicAddress", "https://credits.alderway.example").With("Dashboard:Mail:AcceptAnyCertificate", "true");
        using var browser = host.Browser();
        await browser.BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        File.Delete(secret);
        var desk = host.Services.GetRequiredService<MailDesk>();

        var problem = await desk.SaveAsync(ADraft(), Owner, TestContext.Current.CancellationToken);
        var page = System.Net.WebUtility.HtmlDecode(await browser.GetStringAsync(new Uri("/settings/mail", UriKind.Relative), TestContext.Current.CancellationToken));
        var server = (await host.Services.GetRequiredService<MailServerSettings>().CurrentAsync(TestContext.Current.CancellationToken))!;

        Assert.Equal("The configuration of the server names a mail server, and it wins over this page.", problem);
        Assert.Equal((Sentinel, MailEncryption.IfOffered, 587, true), (server.Password!.Tell(), server.Encryption, server.Port, server.AcceptsAnyCertificate));
        Assert.Contains("that wins over this page", page, StringComparison.Ordinal);
        Assert.Contains("Any certificate is accepted", page, StringComparison.Ordinal);
        Assert.Contains("mail.alderway.example, port 587", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Sentinel, page + log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host", "not a host!", "Enter the name of the mail server")]
    [InlineData("Port", "0", "Dashboard:Mail:Port is a number from 1 to 65535.")]
    [InlineData("Encryption", "maybe", "Dashboard:Mail:Encryption is none of Required, IfOffered, FromTheStart, None.")]
    [InlineData("From", "nobody", "Enter the e-mail address that mails are from.")]
    [InlineData("PublicAddress", "ftp://x", "Enter the address under which people open this page")]
    [InlineData("TimeoutSeconds", "600", "Dashboard:Mail:TimeoutSeconds is a number from 1 to 120.")]
    [InlineData("PasswordFile", "/no/such/file", "The file of Dashboard:Mail:PasswordFile cannot be read.")]
    public void A_configuration_that_cannot_be_stops_the_start_with_a_sentence(string name, string value, string told)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Dashboard:Mail:Host"] = "mail.alderway.example",
            ["Dashboard:Mail:From"] = "credits@alderway.example",
            ["Dashboard:Mail:PublicAddress"] = "https://credits.alderway.example",
            ["Dashboard:Mail:" + name] = value,
        }).Build();

        Assert.Contains(told, Assert.Throws<OptionsException>(() => MailConfiguration.Read(configuration)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_of_lost_keys_is_asked_for_again_and_no_page_fails()
    {
        using var host = new WebHost();
        var desk = host.Services.GetRequiredService<MailDesk>();
        var database = host.Services.GetRequiredService<Database>();
        var draft = ADraft();
        (draft.User, draft.Password) = ("drawdown", Sentinel);
        await desk.SaveAsync(draft, Owner, TestContext.Current.CancellationToken);
        await using (var db = database.CreateDbContext())
        {
            await db.Set<MailServerRow>().ExecuteUpdateAsync(s => s.SetProperty(r => r.PasswordProtected, "of other keys"), TestContext.Current.CancellationToken);
        }

        var view = await desk.ReadAsync("http://localhost/", Owner, TestContext.Current.CancellationToken);
        draft = ADraft();
        draft.User = "drawdown";

        Assert.True(view.IsPasswordLost);
        Assert.Null(view.Server!.Password);
        Assert.StartsWith("Enter the password again", await desk.SaveAsync(draft, Owner, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_mail_goes_to_who_asks_and_shows_what_the_server_answered()
    {
        using var server = MailServerProcess.Start();
        using var host = new WebHost();
        var desk = host.Services.GetRequiredService<MailDesk>();

        var none = await desk.TestAsync(Owner, TestContext.Current.CancellationToken);
        await desk.SaveAsync(ADraft(server.Port), Owner, TestContext.Current.CancellationToken);
        var sent = await desk.TestAsync(Owner, TestContext.Current.CancellationToken);
        server.Wish("rcpt 550 5.1.1 nobody of that name");
        var refused = await desk.TestAsync(Owner, TestContext.Current.CancellationToken);

        Assert.Equal("There is no mail server yet. Save one first.", none.Told);
        Assert.Equal("The server took the mail: 250 2.0.0 kept as 1", sent.Told);
        Assert.Equal("The server refused the recipient's address: 550 5.1.1 nobody of that name", refused.Told);
        Assert.Equal("owner@alderway.example", Assert.Single(server.Received).GetProperty("envelopeTo")[0].GetString());
    }

    [Fact]
    public async Task The_state_follows_the_last_try_and_every_test_stands_in_the_log()
    {
        using var server = MailServerProcess.Start();
        using var host = new WebHost();
        var desk = host.Services.GetRequiredService<MailDesk>();
        await desk.SaveAsync(ADraft(server.Port), Owner, TestContext.Current.CancellationToken);
        async Task<(bool? IsTaken, long GivenUp)> StandingAsync() => await desk.ReadAsync("http://localhost/", Owner, TestContext.Current.CancellationToken) is var view ? (view.LastTry?.IsTaken, view.GivenUp) : default;

        var before = await StandingAsync();
        await desk.TestAsync(Owner, TestContext.Current.CancellationToken);
        var taken = await StandingAsync();
        server.Wish("rcpt 550 5.1.1 nobody of that name");
        await desk.TestAsync(Owner, TestContext.Current.CancellationToken);
        var refused = await StandingAsync();
        await desk.SaveAsync(ADraft(server.Port), Owner, TestContext.Current.CancellationToken);

        Assert.Equal([(null, 0L), (true, 0), (false, 0)], [before, taken, refused]);
        var log = await host.Services.GetRequiredService<DeliveriesDesk>().ReadAsync(new DeliveryQuery(), Owner, TestContext.Current.CancellationToken);
        Assert.Equal([("Test", "Given up", false), ("Test", "Sent", false)], log.Lines.Select(l => (l.What, l.Word, l.CanRetry)));
        Assert.Contains("550 5.1.1", log.Lines[0].Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_test_button_of_the_sample_asks_no_server()
    {
        using var server = MailServerProcess.Start();
        using var host = new WebHost();
        var desk = host.Services.GetRequiredService<MailDesk>();
        await desk.SaveAsync(ADraft(server.Port), Owner, TestContext.Current.CancellationToken);
        host.Services.GetRequiredService<IConfiguration>()["Dashboard:Demo"] = "true";

        var answer = await desk.TestAsync(Owner, TestContext.Current.CancellationToken);

        Assert.StartsWith("This is the sample", Assert.IsType<DeliveryAnswer.Refused>(answer).Told, StringComparison.Ordinal);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task Removing_the_server_forgets_the_password()
    {
        using var host = new WebHost();
        var desk = host.Services.GetRequiredService<MailDesk>();
        await desk.SaveAsync(ADraft(), Owner, TestContext.Current.CancellationToken);

        Assert.True(await desk.RemoveAsync(Owner, TestContext.Current.CancellationToken));
        Assert.False(await desk.RemoveAsync(Owner, TestContext.Current.CancellationToken));
        Assert.Null(await host.Services.GetRequiredService<MailServerSettings>().CurrentAsync(TestContext.Current.CancellationToken));
    }
}
