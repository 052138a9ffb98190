using System.Net;
using System.Net.Http.Headers;
using Dashboard.Storage;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Runbooks;
using Dashboard.Web.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Mail;

/// <summary>Links in mails that turn a kind off, as a mail program and a person without an account follow them.</summary>
public sealed class UnsubscribeTests : IDisposable
{
    private const string Ada = "ada@example.org";

    private readonly WebHost _host = new();
    private readonly HttpClient _browser;

    public UnsubscribeTests() => _browser = _host.Browser();

    [Fact]
    public async Task Opening_a_link_changes_nothing_and_shows_one_button()
    {
        var answer = await _browser.GetAsync(Link(MailKind.Digest), Now);
        var text = await answer.Content.ReadAsStringAsync(Now);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Digest: turn them off?", text, StringComparison.Ordinal);
        Assert.Contains("Nothing is changed before you press the button.", text, StringComparison.Ordinal);
        Assert.Single(text.Split("<form ").Skip(1));
        Assert.DoesNotContain("example.org", text, StringComparison.Ordinal);
        Assert.True((await WishAsync()).Wants(MailKind.Digest));
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task The_one_click_of_a_mail_program_turns_the_kind_off_and_the_page_turns_it_on_again()
    {
        using var click = new StringContent("List-Unsubscribe=One-Click", MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded"));

        var off = await _browser.PostAsync(Link(MailKind.Digest), click, Now);
        Assert.Equal(HttpStatusCode.OK, off.StatusCode);
        Assert.False((await WishAsync()).Wants(MailKind.Digest));
        Assert.True((await WishAsync()).Wants(MailKind.StageAlerts));
        Assert.Contains("Turn them on again", await off.Content.ReadAsStringAsync(Now), StringComparison.Ordinal);

        var again = await _browser.PostAsync(Link(MailKind.Digest), null, Now);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        var on = await _browser.PostAsync(Link(MailKind.Digest) + "&on=1", null, Now);
        Assert.Contains("come to you again", await on.Content.ReadAsStringAsync(Now), StringComparison.Ordinal);
        Assert.True((await WishAsync()).Wants(MailKind.Digest));

        var kinds = (await Database.Audit.ReadAsync(new AuditQuery(), null, 50, Now)).Select(e => e.Kind).Where(k => k.StartsWith("mail-turned", StringComparison.Ordinal));
        Assert.Equal(["mail-turned-on", "mail-turned-off"], kinds);
    }

    [Fact]
    public void A_link_holds_no_address_and_no_kind()
    {
        var link = Link(MailKind.Approvals);

        Assert.DoesNotContain("ada", link, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("pproval", link, StringComparison.Ordinal);
        Assert.Equal((Ada, MailKind.Approvals), Links.Read(Uri.UnescapeDataString(link.Split("t=")[1])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?t=")]
    [InlineData("?t=abc")]
    [InlineData("?t=CfDJ8Nj2mQ0b9dRJq4n0s0mZb5v7x1")]
    public async Task What_is_not_ours_changes_nothing(string query)
    {
        var get = await _browser.GetAsync("/mail/unsubscribe" + query, Now);
        var post = await _browser.PostAsync("/mail/unsubscribe" + query, null, Now);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (get.StatusCode, post.StatusCode));
        Assert.Contains("This link does not work", await get.Content.ReadAsStringAsync(Now), StringComparison.Ordinal);
        Assert.Empty(await Preferences.AllAsync(Now));
    }

    [Fact]
    public async Task System_mails_cannot_be_turned_off_even_with_a_token_of_ours()
    {
        var answer = await _browser.PostAsync("/" + Links.PathOf(Ada, MailKind.System), null, Now);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await Preferences.AllAsync(Now));
    }

    [Fact]
    public async Task A_changed_token_is_worth_nothing()
    {
        var token = Links.TokenOf(Ada, MailKind.Digest);
        for (var i = 10; i < token.Length; i += 17)
        {
            var changed = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            Assert.Null(Links.Read(changed));
        }

        Assert.Null(Links.Read(new string('A', 5000)));
        Assert.Equal(HttpStatusCode.NotFound, (await _browser.PostAsync("/mail/unsubscribe?t=" + token[..^4], null, Now)).StatusCode);
    }

    public void Dispose()
    {
        _browser.Dispose();
        _host.Dispose();
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private Database Database => _host.Services.GetRequiredService<Database>();

    private MailPreferences Preferences => _host.Services.GetRequiredService<MailPreferences>();

    private UnsubscribeLinks Links => _host.Services.GetRequiredService<UnsubscribeLinks>();

    private string Link(MailKind kind) => "/" + Links.PathOf(Ada, kind);

    private Task<MailPreference> WishAsync() => Preferences.OfAsync(Ada, Now);
}
