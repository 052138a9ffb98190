using System.Net;
using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Dashboard.Web.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Security;

public sealed class ReverseProxyTests
{
    private const string Proxy = "10.1.2.3";
    private const string Owner = "ines@alderway.example";
    private static readonly Uri Account = new("/account", UriKind.Relative);

    [Theory]
    [InlineData(Proxy)]
    [InlineData("::ffff:10.1.2.3")]
    [InlineData("192.168.7.9")]
    public async Task The_header_of_a_listed_proxy_signs_in(string peer)
    {
        using var host = await StartAsync();
        using var browser = Browser(host, peer, ("X-Email", "Ines@Alderway.example"));

        var page = await browser.GetAsync(Account);
        var again = await browser.GetAsync(Account);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("Reverse proxy", await page.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(1, await CountAsync(host, "Reverse proxy"));
    }

    [Theory]
    [InlineData("10.1.2.4")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("")]
    public async Task The_header_of_anybody_else_is_nothing(string peer)
    {
        using var host = await StartAsync();
        using var browser = Browser(host, peer, ("X-Email", Owner), ("X-Forwarded-For", Proxy), ("X-Real-IP", Proxy), ("Forwarded", $"for={Proxy}"));

        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(Account)).StatusCode);
        Assert.Equal(0, await CountAsync(host, "Reverse proxy"));
    }

    [Fact]
    public async Task Without_the_setting_the_header_is_nothing()
    {
        using var host = new WebHost().With("Dashboard:Proxies", Proxy);
        await host.Browser().BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        using var browser = Browser(host, Proxy, ("X-Email", Owner), ("Remote-User", Owner));

        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(Account)).StatusCode);
    }

    [Fact]
    public async Task Somebody_without_an_account_or_a_locked_one_stays_out_also_with_the_cookie_of_another()
    {
        using var host = await StartAsync();
        using var browser = Browser(host, Proxy, ("X-Email", Owner));
        await browser.GetAsync(Account);
        browser.DefaultRequestHeaders.Remove("X-Email");
        browser.DefaultRequestHeaders.Add("X-Email", "stranger@alderway.example");
        var stranger = await browser.GetAsync(Account);
        await using (var db = host.Services.GetRequiredService<Database>().CreateDbContext())
        {
            await db.Users.ExecuteUpdateAsync(s => s.SetProperty(u => u.LockoutEnd, new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        }

        using var locked = Browser(host, Proxy, ("X-Email", Owner));

        Assert.Equal(HttpStatusCode.Redirect, stranger.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await locked.GetAsync(Account)).StatusCode);
    }

    [Theory]
    [InlineData("203.0.113.7", Proxy, "203.0.113.7")]
    [InlineData("198.51.100.1, 203.0.113.7", Proxy, "203.0.113.7")]
    [InlineData("203.0.113.7, 192.168.7.9", Proxy, "203.0.113.7")]
    [InlineData("203.0.113.7", "198.51.100.9", "198.51.100.9")]
    public async Task The_address_of_the_caller_is_that_which_listed_proxies_say(string forwarded, string peer, string address)
    {
        using var host = await StartAsync();
        using var browser = Browser(host, peer, ("X-Forwarded-For", forwarded));

        await browser.SignInAsync();

        await using var db = host.Services.GetRequiredService<Database>().CreateDbContext();
        Assert.Equal(address, (await db.Set<SignInSessionRow>().OrderByDescending(s => s.MadeAtMs).ThenBy(s => s.Address == null).FirstAsync(s => s.How == "Password")).Address);
    }

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("proxy.example")]
    public void An_address_that_is_none_stops_the_server_with_a_sentence(string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Dashboard:Proxies"] = value }).Build();

        Assert.Contains("neither an address nor a network", Assert.Throws<OptionsException>(() => Peers.Read(configuration, "Dashboard:Proxies")).Message);
    }

    private static async Task<WebHost> StartAsync()
    {
        var host = new WebHost().With("Dashboard:SignIn:TrustedHeader:Header", "X-Email").With("Dashboard:SignIn:TrustedHeader:Proxies", $"{Proxy}, 192.168.0.0/16").With("Dashboard:Proxies:0", Proxy).With("Dashboard:Proxies:1", "192.168.0.0/16");
        await host.Browser().BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        return host;
    }

    private static HttpClient Browser(WebHost host, string peer, params (string Name, string Value)[] headers)
    {
        var browser = host.Browser();
        browser.DefaultRequestHeaders.Add(StatedPeer.Header, peer);
        foreach (var (name, value) in headers)
        {
            browser.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        }

        return browser;
    }

    private static async Task<int> CountAsync(WebHost host, string how)
    {
        await using var db = host.Services.GetRequiredService<Database>().CreateDbContext();
        return await db.Set<SignInSessionRow>().CountAsync(s => s.How == how);
    }
}
