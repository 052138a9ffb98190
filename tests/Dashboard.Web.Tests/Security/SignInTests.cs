using System.Net;
using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Security;

public sealed class SignInTests
{
    [Fact]
    public async Task Every_page_asks_a_stranger_to_sign_in()
    {
        using var host = new WebHost();
        using var browser = host.Browser();

        foreach (var path in (string[])["/", "/settings/api-keys", "/no-such-page", "/_blazor"])
        {
            var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.Equal("/sign-in", answer.Headers.Location!.AbsolutePath);
        }
    }

    [Fact]
    public async Task The_link_makes_the_owner_once_and_signs_in()
    {
        using var host = new WebHost();
        using var browser = host.Browser();
        var link = await host.SetupLink.IssueAsync();

        var first = await browser.BecomeOwnerAsync(link);
        var page = await browser.GetAsync(new Uri("/settings/api-keys", UriKind.Relative));
        var again = await (await host.Browser().GetAsync(new Uri(link, UriKind.Relative))).Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("Ines Carvalho", await page.Content.ReadAsStringAsync());
        Assert.Contains("has been used and is gone", again);
        Assert.False(await host.SetupLink.IsNeededAsync());
    }

    [Fact]
    public async Task Of_two_first_requests_at_once_one_becomes_the_owner()
    {
        using var host = new WebHost();
        var link = await host.SetupLink.IssueAsync();
        using var one = host.Browser();
        using var two = host.Browser();

        await Task.WhenAll(one.BecomeOwnerAsync(link, "one@alderway.example"), two.BecomeOwnerAsync(link, "two@alderway.example"));

        await using var db = host.Services.GetRequiredService<Database>().CreateDbContext();
        Assert.Equal(1, await db.Users.CountAsync());
        Assert.Equal(0, await db.Set<SetupLinkRow>().CountAsync());
    }

    [Fact]
    public async Task A_wrong_or_replaced_link_makes_nobody()
    {
        using var host = new WebHost();
        using var browser = host.Browser();
        var old = await host.SetupLink.IssueAsync();
        await host.SetupLink.IssueAsync();

        foreach (var link in (string[])[old, "/setup", "/setup?token=", "/setup?token=guess"])
        {
            var page = await browser.GetStringAsync(new Uri(link, UriKind.Relative));
            Assert.Contains("not valid any more", page);
            Assert.DoesNotContain("<form", page);
        }

        Assert.True(await host.SetupLink.IsNeededAsync());
    }

    [Fact]
    public async Task A_weak_password_is_refused_and_the_link_stays_open()
    {
        using var host = new WebHost();
        using var browser = host.Browser();
        var link = await host.SetupLink.IssueAsync();

        var refused = await browser.SubmitAsync(link, "owner", ("Name", "Ines"), ("Email", "ines@alderway.example"), ("Password", "aaaaaaaaaaaaaa"));
        var accepted = await browser.BecomeOwnerAsync(link);

        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Contains("role=\"alert\"", await refused.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Redirect, accepted.StatusCode);
    }

    [Fact]
    public async Task Only_the_hash_of_the_link_is_kept()
    {
        using var host = new WebHost();
        var link = await host.SetupLink.IssueAsync();
        var token = link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..];

        await using var db = host.Services.GetRequiredService<Database>().CreateDbContext();
        var row = await db.Set<SetupLinkRow>().SingleAsync();

        Assert.Equal(32, row.TokenHash.Length);
        Assert.NotEqual(token, Convert.ToBase64String(row.TokenHash));
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account()
    {
        using var host = new WebHost();
        await host.Browser().BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        using var browser = host.Browser();

        for (var i = 0; i < 5; i++)
        {
            await browser.SignInAsync("wrong password");
        }

        var right = await browser.SignInAsync();

        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Contains("opens again after 10 minutes", await right.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_unknown_address_reads_like_a_wrong_password()
    {
        using var host = new WebHost();
        await host.Browser().BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        using var browser = host.Browser();

        var unknown = await (await browser.SignInAsync(email: "nobody@alderway.example")).Content.ReadAsStringAsync();
        var wrong = await (await browser.SignInAsync("wrong password")).Content.ReadAsStringAsync();

        Assert.Contains("The e-mail or the password is wrong.", unknown);
        Assert.Contains("The e-mail or the password is wrong.", wrong);
    }

    [Theory]
    [InlineData("/settings/api-keys", "/settings/api-keys")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example/", "/")]
    public async Task Sign_in_returns_to_our_own_pages_only(string wanted, string went)
    {
        using var host = new WebHost();
        await host.Browser().BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        using var browser = host.Browser();

        var answer = await browser.SignInAsync(path: "/sign-in?ReturnUrl=" + Uri.EscapeDataString(wanted));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(went, new Uri(browser.BaseAddress!, answer.Headers.Location!).AbsolutePath);
        Assert.Equal(browser.BaseAddress!.Host, new Uri(browser.BaseAddress!, answer.Headers.Location!).Host);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var host = new WebHost();
        using var browser = host.Browser();
        using var form = new FormUrlEncodedContent([new("_handler", "sign-in"), new("Form.Email", "a@b.example"), new("Form.Password", "x")]);
        using var signOut = new FormUrlEncodedContent([new("returnUrl", "/")]);

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(new Uri("/sign-in", UriKind.Relative), form)).StatusCode);
        await browser.BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(new Uri("/sign-out", UriKind.Relative), signOut)).StatusCode);
    }

    [Fact]
    public async Task The_session_outlives_a_restart_of_the_server()
    {
        using var host = new WebHost();
        var answer = await host.Browser().BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        var session = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("drawdown-session=", StringComparison.Ordinal));

        using var restarted = host.Again();
        using var browser = restarted.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        browser.DefaultRequestHeaders.Add("Cookie", session.Split(';')[0]);
        var page = await browser.GetAsync(new Uri("/settings/api-keys", UriKind.Relative));

        Assert.Contains("httponly", session, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", session, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Every_answer_carries_the_strict_headers()
    {
        using var host = new WebHost();
        using var browser = host.Browser();

        var answer = await browser.GetAsync(new Uri("/sign-in", UriKind.Relative));
        var policy = answer.Headers.GetValues("Content-Security-Policy").First();
        var page = await answer.Content.ReadAsStringAsync();

        Assert.DoesNotContain("unsafe-eval", policy);
        Assert.DoesNotContain("script-src 'self' 'unsafe-inline'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.DoesNotContain("http://", page.Replace("http://www.w3.org", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
    }
}
