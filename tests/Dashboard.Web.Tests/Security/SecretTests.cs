using Dashboard.Storage.Rows;
using Dashboard.Web.Security;
using Dashboard.Web.Tests.Api;
using Microsoft.Extensions.Configuration;

namespace Dashboard.Web.Tests.Security;

/// <summary>What must never be told, anywhere.</summary>
public sealed class SecretTests
{
    private const string Sentinel = "s3ntinel;of=the \"house\"";

    [Fact]
    public void The_keys_of_cookies_stand_where_only_the_server_looks()
    {
        using var host = new WebHost();
        var keys = Directory.CreateDirectory(Path.Combine(host.DataDirectory, "keys"));
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        keys.UnixFileMode |= UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

        _ = host.Services;

        keys.Refresh();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, keys.UnixFileMode);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=drawdown;Database=drawdown;Timeout=1;Password=\"s3ntinel;of=the 'house'\"")]
    [InlineData("Host=127.0.0.1;Port=s3ntinel;Username=drawdown")]
    [InlineData("Host=127.0.0.1;Password=a;s3ntinel=the house")]
    [InlineData("Server=127.0.0.1;Port=1;Timeout=1;Username=drawdown;Password=s3ntinel")]
    public async Task A_connection_string_that_does_not_work_is_not_told(string connection)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, connection + "\n");
        using var log = new HeardLog();
        using var host = new WebHost { Log = log }.With("Dashboard:DatabaseFile", file);
        var told = new StringWriter();
        var error = Console.Error;
        try
        {
            Console.SetError(told);
            await told.WriteAsync(Assert.ThrowsAny<Exception>(() => host.Services).ToString());
        }
        finally
        {
            Console.SetError(error);
            File.Delete(file);
        }

        Assert.DoesNotContain("s3ntinel", told + log.Text);
        Assert.DoesNotContain(Directory.GetFileSystemEntries(host.DataDirectory, "*", SearchOption.AllDirectories), f => f.Contains("s3ntinel", StringComparison.Ordinal));
    }

    [Fact]
    public void A_secret_stands_in_a_setting_or_in_a_file()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, Sentinel + "\n");
        static IConfiguration With(string key, string value) => new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();

        Assert.Equal(Sentinel, SecretFile.Read(With("Dashboard:DatabaseFile", file), "Dashboard:Database"));
        Assert.Equal("plain", SecretFile.Read(With("Dashboard:Database", "plain"), "Dashboard:Database"));
        Assert.Null(SecretFile.Read(With("Other", "x"), "Dashboard:Database"));
        Assert.Equal("The file of Dashboard:DatabaseFile cannot be read.", Assert.Throws<OptionsException>(() => SecretFile.Read(With("Dashboard:DatabaseFile", file + ".no"), "Dashboard:Database")).Message);
        File.Delete(file);
    }

    [Fact]
    public async Task Keys_passwords_links_and_the_provider_s_secret_are_in_no_log_and_on_no_page()
    {
        var secret = Path.GetTempFileName();
        await File.WriteAllTextAsync(secret, Sentinel);
        using var log = new HeardLog();
        using var host = new WebHost { Log = log }
            .With("Dashboard:SignIn:OAuth:Issuer", "https://provider.invalid").With("Dashboard:SignIn:OAuth:ClientId", "drawdown").With("Dashboard:SignIn:OAuth:ClientSecretFile", secret);
        using var browser = host.Browser();
        var link = await host.SetupLink.IssueAsync();
        await browser.BecomeOwnerAsync(link);
        await browser.SignInAsync("a wrong secret pass phrase");
        using var program = await host.ProgramAsync(new ApiKeyRequest("CI step", ApiKeyScopes.Admin));
        var key = program.DefaultRequestHeaders.Authorization!.Parameter!;
        await program.SendAsync("/api/v1/usage", "[" + ApiCaller.Record("1") + "]");
        await program.SendAsync("/api/v1/usage?source=%00", "[");
        await browser.GetAsync(new Uri("/sign-in/oauth", UriKind.Relative));
        await browser.GetAsync(new Uri($"/sign-in/oauth/callback?state=x&code={Uri.EscapeDataString(Sentinel)}", UriKind.Relative));

        var pages = new StringWriter();
        foreach (var path in (string[])["/settings", "/settings/health", "/settings/api-keys", "/settings/audit", "/settings/audit/export.csv", "/sources", "/account", "/sign-in", "/settings/api"])
        {
            var page = await browser.GetAsync(new Uri(path, UriKind.Relative));
            Assert.True(page.IsSuccessStatusCode, path);
            await pages.WriteAsync(System.Net.WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()));
        }

        await pages.WriteAsync(await (await program.GetAsync(new Uri("/metrics", UriKind.Relative))).Content.ReadAsStringAsync());
        File.Delete(secret);
        foreach (var hidden in (string[])[Sentinel, key, Forms.Password, "a wrong secret pass phrase", link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..]])
        {
            Assert.DoesNotContain(hidden, log.Text);
            Assert.DoesNotContain(hidden, pages.ToString());
        }
    }
}
