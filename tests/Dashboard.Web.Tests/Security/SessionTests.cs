using System.Net;
using System.Text.RegularExpressions;
using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Dashboard.Web.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Security;

public sealed partial class SessionTests
{
    private static readonly Uri Account = new("/account", UriKind.Relative);

    [Fact]
    public async Task An_ended_session_is_refused_on_the_next_request()
    {
        using var host = new WebHost();
        using var here = host.Browser();
        using var there = host.Browser();
        await here.BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        await there.SignInAsync();
        var before = await there.GetAsync(Account);

        var id = EndButton().Match(await here.GetStringAsync(Account)).Groups[1].Value;
        using var ended = await PostAsync(here, "session-end", "EndId", id);
        var after = await there.GetAsync(Account);

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        Assert.Equal("/sign-in", after.Headers.Location!.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync(Account)).StatusCode);
    }

    [Fact]
    public async Task Signing_out_everywhere_else_keeps_this_one()
    {
        using var host = new WebHost();
        using var here = host.Browser();
        await here.BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        var others = new[] { host.Browser(), host.Browser(), host.Browser() };
        foreach (var other in others)
        {
            await other.SignInAsync();
        }

        using var answer = await PostAsync(here, "sessions-end-others", "x", "");

        foreach (var other in others)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await other.GetAsync(Account)).StatusCode);
            other.Dispose();
        }

        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync(Account)).StatusCode);
    }

    [Fact]
    public async Task A_cookie_that_was_signed_out_is_worth_nothing()
    {
        using var host = new WebHost();
        var made = await host.Browser().BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        var cookie = made.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("drawdown-session=", StringComparison.Ordinal)).Split(';')[0];
        using var thief = host.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        thief.DefaultRequestHeaders.Add("Cookie", cookie);
        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync(Account)).StatusCode);

        var session = await OnlyAsync(host);
        await host.Services.GetRequiredService<Sessions>().EndAsync(session.UserId, null, session.Id, "test");

        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync(Account)).StatusCode);
    }

    [Fact]
    public async Task Changing_the_password_ends_the_other_sessions_and_asks_for_the_old_one()
    {
        using var host = new WebHost();
        using var here = host.Browser();
        using var there = host.Browser();
        await here.BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        await there.SignInAsync();

        var refused = await here.SubmitAsync("/account", "password", ("Current", "not the password"), ("Wanted", "seven tall bridges"));
        var weak = await here.SubmitAsync("/account", "password", ("Current", Forms.Password), ("Wanted", "password12345"));
        var still = await there.GetAsync(Account);
        var changed = await here.SubmitAsync("/account", "password", ("Current", Forms.Password), ("Wanted", "seven tall bridges"));

        Assert.Contains("The password is wrong.", await refused.Content.ReadAsStringAsync());
        Assert.Contains("tried first", await weak.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await there.GetAsync(Account)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync(Account)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await there.SignInAsync("seven tall bridges")).StatusCode);
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_another_person()
    {
        using var host = new WebHost();
        await host.Browser().BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        var sessions = host.Services.GetRequiredService<Sessions>();
        var session = await OnlyAsync(host);

        Assert.False(await sessions.EndAsync("somebody-else", null, session.Id, "test"));
        Assert.True(await sessions.IsOpenAsync(session.Id));
    }

    [Fact]
    public async Task A_session_that_nobody_uses_ends_by_itself()
    {
        var clock = new SetClock(new DateTimeOffset(2026, 11, 19, 14, 20, 0, TimeSpan.Zero));
        using var host = new WebHost { Clock = clock };
        await host.Browser().BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        var sessions = host.Services.GetRequiredService<Sessions>();
        var session = await OnlyAsync(host);

        clock.Pass(TimeSpan.FromDays(13));
        Assert.True(await sessions.IsOpenAsync(session.Id));
        clock.Pass(TimeSpan.FromDays(13));
        Assert.True(await sessions.IsOpenAsync(session.Id));
        clock.Pass(TimeSpan.FromDays(15));
        Assert.False(await sessions.IsOpenAsync(session.Id));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36", "Chrome on Linux")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1", "Safari on iPhone")]
    [InlineData("<script>alert(1)</script>", "Unknown browser")]
    [InlineData(null, "Unknown browser")]
    public void A_browser_is_named_in_our_words(string? agent, string name) => Assert.Equal(name, BrowserName.Of(agent));

    private static async Task<SignInSessionRow> OnlyAsync(WebHost host)
    {
        await using var db = host.Services.GetRequiredService<Database>().CreateDbContext();
        return await db.Set<SignInSessionRow>().SingleAsync();
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string form, string field, string value)
    {
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = form, ["__RequestVerificationToken"] = await browser.TokenAsync("/account"), [field] = value });
        return await browser.PostAsync(Account, content);
    }

    [GeneratedRegex("name=\"EndId\" value=\"([0-9a-f]{32})\"")]
    private static partial Regex EndButton();
}
