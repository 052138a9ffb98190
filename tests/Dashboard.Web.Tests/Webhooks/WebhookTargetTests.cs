using Dashboard.Storage;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Web.Deliveries;
using Dashboard.Storage.Runbooks;
using Dashboard.Web.Features.Deliveries;
using Dashboard.Web.Features.WebhookSettings;
using Dashboard.Web.Security;
using Dashboard.Web.Tests.Security;
using Dashboard.Web.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Webhooks;

/// <summary>Targets are kept with their secrets, which nobody is shown twice.</summary>
public sealed class WebhookTargetTests
{
    private static readonly Caller Owner = new("owner@alderway.example", new Access("owner@alderway.example", [new RoleGrant(Role.Owner)]));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_secret_and_the_key_in_an_address_are_stored_encrypted_and_never_shown_again()
    {
        using var log = new HeardLog();
        using var host = new WebHost { Log = log };
        using var browser = host.Browser();
        await browser.BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        var desk = host.Services.GetRequiredService<WebhooksDesk>();

        var (secret, problem) = await desk.AddAsync(new WebhookDraft { Name = "ops", Address = "https://hooks.drawdown.invalid/services/s3ntinel", Format = WebhookFormat.Slack }, Owner, Token);
        var id = Assert.Single(await desk.ListAsync(Owner, Token)).Id;
        var renewed = await desk.RenewSecretAsync(id, Owner, Token);
        var answer = await desk.TestAsync(id, Owner, Token);
        Assert.Null(await desk.ChangeAsync(id, new WebhookDraft { Name = "ops", IsOn = false }, Owner, Token));
        Assert.True(await desk.RemoveAsync(id, Owner, Token));
        Assert.Null((await desk.AddAsync(new WebhookDraft { Name = "ops", Address = "https://hooks.drawdown.invalid/services/s3ntinel" }, Owner, Token)).Problem);

        Assert.Null(problem);
        Assert.NotEqual(secret, renewed);
        var told = new StringWriter();
        await told.WriteAsync(log.Text + answer);
        foreach (var path in (string[])["/settings/webhooks", "/settings/audit", "/settings/audit/export.csv"])
        {
            await told.WriteAsync(await browser.GetStringAsync(new Uri(path, UriKind.Relative), Token));
        }

        var database = host.Services.GetRequiredService<Database>();
        var kinds = new List<string>();
        await foreach (var entry in database.Audit.AllAsync(new AuditQuery(), Token))
        {
            kinds.Add(entry.Kind);
            await told.WriteAsync(entry.ToString());
        }

        await using var db = database.CreateDbContext();
        var row = await db.Set<WebhookTargetRow>().SingleAsync(Token);
        await told.WriteAsync(row.UrlProtected + row.SecretProtected);
        Assert.Equal(["webhook-made", "webhook-secret-renewed", "webhook-tested", "webhook-changed", "webhook-removed", "webhook-made"], kinds.Where(k => k.StartsWith("webhook-", StringComparison.Ordinal)));
        foreach (var hidden in (string[])["s3ntinel", secret!, renewed!])
        {
            Assert.DoesNotContain(hidden, told.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_left_empty_in_the_form_stays_and_a_change_is_checked_with_the_stored_address()
    {
        using var host = new WebHost();
        var desk = host.Services.GetRequiredService<WebhooksDesk>();
        var targets = host.Services.GetRequiredService<WebhookTargets>();
        await desk.AddAsync(new WebhookDraft { Name = "ops", Address = "http://127.0.0.1:9/hook", AllowsPrivate = true }, Owner, Token);
        var before = (await targets.FindAsync("ops", Token)).Target!;

        var refused = await desk.ChangeAsync(before.Id, new WebhookDraft { AllowsPrivate = false }, Owner, Token);
        var changed = await desk.ChangeAsync(before.Id, new WebhookDraft { AllowsPrivate = true, Format = WebhookFormat.Teams, IsOn = false }, Owner, Token);
        var after = (await targets.FindAsync("ops", Token)).Target!;

        Assert.StartsWith("The address must begin with https.", refused, StringComparison.Ordinal);
        Assert.Null(changed);
        Assert.Equal(("http://127.0.0.1:9/hook", before.Secret.Tell(), WebhookFormat.Teams, false), (after.Address.Tell(), after.Secret.Tell(), after.Format, after.IsOn));
    }

    [Theory]
    [InlineData("", "https://example.org/", "Give it a name")]
    [InlineData("ops", "", "Enter a whole address")]
    [InlineData("ops", "http://example.org/", "The address must begin with https. http is only for private addresses")]
    [InlineData("ops", "https://me:word@example.org/", "A name or password cannot stand in the address.")]
    [InlineData("ops", "javascript:alert(1)", "Enter a whole address")]
    [InlineData("taken", "https://example.org/", "There is a webhook of this name already.")]
    public async Task What_cannot_be_is_refused_with_a_sentence(string name, string address, string told)
    {
        using var host = new WebHost();
        var desk = host.Services.GetRequiredService<WebhooksDesk>();
        await desk.AddAsync(new WebhookDraft { Name = "taken", Address = "https://example.org/" }, Owner, Token);

        var (secret, problem) = await desk.AddAsync(new WebhookDraft { Name = name, Address = address }, Owner, Token);

        Assert.Null(secret);
        Assert.StartsWith(told, problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_event_reaches_the_receiver_signed_with_the_secret_that_was_shown()
    {
        await using var stub = await WebhookStub.StartAsync();
        using var host = new WebHost();
        var desk = host.Services.GetRequiredService<WebhooksDesk>();
        var (secret, _) = await desk.AddAsync(new WebhookDraft { Name = "ops", Address = $"http://127.0.0.1:{stub.Port}/hook", AllowsPrivate = true }, Owner, Token);

        var answer = await desk.TestAsync(Assert.Single(await desk.ListAsync(Owner, Token)).Id, Owner, Token);

        Assert.Equal("The receiver took it: 200 OK: ok", Assert.IsType<DeliveryAnswer.Sent>(answer).Told);
        var call = Assert.Single(stub.Calls);
        var seconds = long.Parse(call.Headers["Drawdown-Signature"].Split(',')[0][2..], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(WebhookSignature.Of(secret!, call.Body, DateTimeOffset.FromUnixTimeSeconds(seconds)), call.Headers["Drawdown-Signature"]);
        Assert.Equal("test", call.Headers["Drawdown-Event"]);
    }

    [Fact]
    public async Task A_test_that_failed_stands_in_the_log_and_the_sample_calls_nobody()
    {
        await using var stub = await WebhookStub.StartAsync();
        using var host = new WebHost();
        var desk = host.Services.GetRequiredService<WebhooksDesk>();
        await desk.AddAsync(new WebhookDraft { Name = "ops", Address = $"http://127.0.0.1:{stub.Port}/hook", AllowsPrivate = true }, Owner, Token);
        await desk.AddAsync(new WebhookDraft { Name = "away", Address = "http://127.0.0.1:9/hook", AllowsPrivate = true }, Owner, Token);
        var lines = await desk.ListAsync(Owner, Token);

        Assert.IsNotType<DeliveryAnswer.Sent>(await desk.TestAsync(lines.Single(l => l.Name == "away").Id, Owner, Token));
        host.Services.GetRequiredService<IConfiguration>()["Dashboard:Demo"] = "true";
        var sample = await desk.TestAsync(lines.Single(l => l.Name == "ops").Id, Owner, Token);

        Assert.StartsWith("This is the sample", sample.Told, StringComparison.Ordinal);
        Assert.Empty(stub.Calls);
        var log = await host.Services.GetRequiredService<DeliveriesDesk>().ReadAsync(new DeliveryQuery(), Owner, Token);
        Assert.Equal([("Test", "away", "Given up", false)], log.Lines.Select(l => (l.What, l.Recipient, l.Word, l.CanRetry)));
    }

    [Fact]
    public async Task Secrets_of_lost_keys_are_named_as_such_and_fail_no_page()
    {
        using var host = new WebHost();
        var desk = host.Services.GetRequiredService<WebhooksDesk>();
        await desk.AddAsync(new WebhookDraft { Name = "ops", Address = "https://example.org/" }, Owner, Token);
        await using (var db = host.Services.GetRequiredService<Database>().CreateDbContext())
        {
            await db.Set<WebhookTargetRow>().ExecuteUpdateAsync(s => s.SetProperty(r => r.UrlProtected, "of other keys"), Token);
        }

        var line = Assert.Single(await desk.ListAsync(Owner, Token));

        Assert.Equal("(cannot be read with the keys of this data directory)", line.Address);
        Assert.StartsWith("Enter the address again", await desk.ChangeAsync(line.Id, new WebhookDraft(), Owner, Token), StringComparison.Ordinal);
        Assert.IsType<DeliveryAnswer.Refused>(await desk.TestAsync(line.Id, Owner, Token));
    }
}
