using System.Net;
using System.Text.RegularExpressions;
using Dashboard.Credits.Programmes;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Security;

public sealed class HeaderTests
{
    private static readonly string[] Answers =
        ["/", "/seats", "/seats/export.csv", "/settings/audit/export.csv", "/sign-in", "/no-such-page", "/api/v1/summary", "/health/live", "/metrics", "/_blazor/initializers", "/error", "/favicon.svg", "/css/app.css", "/_framework/blazor.web.js"];

    [Fact]
    public async Task Every_answer_says_what_a_browser_may_do_with_it_and_only_files_of_the_product_are_kept()
    {
        using var host = new WebHost();
        using var browser = host.Browser();
        await browser.BecomeOwnerAsync(await host.SetupLink.IssueAsync());

        foreach (var path in Answers)
        {
            var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
            var isFile = answer.IsSuccessStatusCode && path is "/favicon.svg" or "/css/app.css" or "/_framework/blazor.web.js";
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
            var policy = answer.Headers.GetValues("Content-Security-Policy").First();
            Assert.DoesNotContain("'unsafe-inline'", policy[..policy.IndexOf("style-src-attr", StringComparison.Ordinal)]);
            Assert.DoesNotContain("unsafe-eval", policy);
            Assert.Equal((path, !isFile), (path, answer.Headers.CacheControl?.NoStore == true));
            Assert.False(answer.Headers.Contains("Server"));
            Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
        }
    }

    [Theory]
    [InlineData("http", null, false)]
    [InlineData("https", null, true)]
    [InlineData("http", "10.0.0.5", true)]
    [InlineData("http", "10.0.0.6", false)]
    public async Task Cookies_are_for_https_alone_when_the_person_came_by_https_also_behind_a_proxy_that_is_believed(string scheme, string? proxy, bool isSecure)
    {
        using var host = new WebHost().With("Dashboard:Proxies", "10.0.0.5");
        using var browser = host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false, BaseAddress = new Uri($"{scheme}://drawdown.example") });
        if (proxy is not null)
        {
            browser.DefaultRequestHeaders.Add(StatedPeer.Header, proxy);
            browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
            browser.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        }

        var link = new Uri(await host.SetupLink.IssueAsync(), UriKind.Relative);
        var page = await browser.GetAsync(link);
        var token = Regex.Match(await page.Content.ReadAsStringAsync(), "__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        var formCookie = page.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("drawdown-form=", StringComparison.Ordinal));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "owner", ["__RequestVerificationToken"] = token, ["Form.Name"] = "Ines", ["Form.Email"] = "ines@alderway.example", ["Form.Password"] = Forms.Password,
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, link) { Content = form };
        request.Headers.Add("Cookie", formCookie.Split(';')[0]);
        var made = await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        var cookies = made.Headers.GetValues("Set-Cookie").Append(formCookie).ToList();
        Assert.Contains(cookies, c => c.StartsWith("drawdown-session=", StringComparison.Ordinal));
        Assert.All(cookies, c =>
        {
            Assert.Contains("httponly", c, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("(?i)samesite=(lax|strict)", c);
            Assert.Equal(isSecure, c.Contains("secure", StringComparison.OrdinalIgnoreCase));
        });
        Assert.Equal(isSecure, page.Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("/seats\r\nSet-Cookie: x=1")]
    [InlineData("javascript:alert(1)")]
    public async Task Signing_in_leads_nowhere_else(string target)
    {
        using var host = new WebHost();
        await host.Browser().BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        using var browser = host.Browser();

        var answer = await browser.SignInAsync(path: "/sign-in?ReturnUrl=" + Uri.EscapeDataString(target));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/", new Uri(new Uri("http://localhost"), answer.Headers.Location!).AbsolutePath);
        Assert.Equal("localhost", new Uri(new Uri("http://localhost"), answer.Headers.Location!).Host);
        Assert.DoesNotContain(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("x=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("..%2F..%2Fx")]
    [InlineData("a%0D%0ASet-Cookie:%20x=1")]
    [InlineData("%22;%20filename=evil.exe")]
    public async Task The_name_of_a_file_holds_nothing_of_the_address(string by)
    {
        using var host = new WebHost();
        using var browser = host.Browser();
        await browser.BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        var at = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        await host.Services.GetRequiredService<Database>().Decisions.AppendAsync(
            [
                new NewDecision(new OrganisationCreated("Example", "UTC", new DateOnly(2026, 11, 1)), at),
                new NewDecision(new ProgrammeChosen(ShippedProgrammes.AgentSdkCredit.Id, ProgrammeMode.Enforced), at),
                new NewDecision(new SeatAdded(-1, "a@example.org", "A", "team-premium", null, null, 1, new DateOnly(2026, 11, 1)), at),
            ],
            "test",
            at);
        await host.Services.GetRequiredService<Database>().Books.RollForwardAsync(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());

        var answer = await browser.GetAsync(new Uri("/ledger/export.csv?month=2026-11&by=" + by, UriKind.Relative));

        Assert.Equal("ledger-2026-11-team.csv", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.False(answer.Headers.Contains("Set-Cookie") && answer.Headers.GetValues("Set-Cookie").Any(c => c.StartsWith("x=", StringComparison.Ordinal)));
    }
}
