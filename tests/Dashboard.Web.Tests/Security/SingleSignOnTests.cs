using System.Net;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.TestKit.SignIn;
using Dashboard.Web.Security.SingleSignOn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Security;

public sealed class SingleSignOnTests : IAsyncLifetime
{
    private const string Section = "Dashboard:SignIn:OAuth:";
    private const string Email = "mara@alderway.example";
    private LocalProvider _provider = null!;

    public async ValueTask InitializeAsync() => _provider = await LocalProvider.StartAsync();

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Theory]
    [InlineData("client_secret_post")]
    [InlineData("client_secret_basic")]
    public async Task Somebody_new_gets_an_account_with_the_roles_of_the_claims(string authentication)
    {
        _provider.ClientAuthentication = authentication;
        _provider.Person["groups"] = new[] { "everyone", "cloud-leads" };
        using var host = await StartAsync(autoCreate: true);
        using var browser = host.Browser();

        Assert.Equal("/account", await RoundTripAsync(browser));

        Assert.Contains("Mara Lindqvist", await browser.GetStringAsync(new Uri("/account", UriKind.Relative)));
        Assert.Equal([new RoleGrant(Role.TeamAdmin, "Cloud")], await RolesAsync(host));
    }

    [Fact]
    public async Task A_role_goes_with_its_claim_and_a_decided_role_stays()
    {
        _provider.Person["groups"] = new[] { "cloud-leads" };
        _provider.Person["realm_access"] = new { roles = new[] { "finance" } };
        using var host = await StartAsync(autoCreate: true);
        await RoundTripAsync(host.Browser());
        await DecideAsync(host, new RoleGranted(Email, Role.Auditor));
        var before = await RolesAsync(host);

        _provider.Person["groups"] = "everyone";
        await RoundTripAsync(host.Browser());
        var after = await RolesAsync(host);
        var log = await host.Services.GetRequiredService<Database>().Decisions.ReadAsync("people", null, 10);

        Assert.Equal([Role.Finance, Role.TeamAdmin, Role.Auditor], before.Select(g => g.Role).OrderBy(r => r));
        Assert.Equal([Role.Finance, Role.Auditor], after.Select(g => g.Role).OrderBy(r => r));
        Assert.Equal("sign-in:oauth", log[0].Actor);
        Assert.IsType<RoleWithdrawn>(log[0].Body);
    }

    [Fact]
    public async Task The_last_owner_stays_one_whatever_the_provider_says()
    {
        _provider.Person["email"] = "ines@alderway.example";
        using var host = await StartAsync(autoCreate: false);

        Assert.Equal("/account", await RoundTripAsync(host.Browser()));

        Assert.Equal([new RoleGrant(Role.Owner)], (await host.Services.GetRequiredService<Database>().Decisions.CurrentAsync()).RolesOf("ines@alderway.example"));
    }

    [Fact]
    public async Task An_account_is_linked_by_its_verified_e_mail_once_and_then_by_issuer_and_subject_alone()
    {
        using var host = await StartAsync(autoCreate: true);
        await RoundTripAsync(host.Browser());
        _provider.Person["email"] = "mara.new-name@alderway.example";
        var renamed = await RoundTripAsync(host.Browser());
        _provider.Person["sub"] = "user-2";
        _provider.Person["email"] = Email;
        var stranger = await RoundTripAsync(host.Browser());

        await using var db = host.Services.GetRequiredService<Database>().CreateDbContext();
        Assert.Equal("/account", renamed);
        Assert.Equal("/sign-in?problem=linked", stranger);
        Assert.Equal([Email], await db.Users.Where(u => u.Email != "ines@alderway.example").Select(u => u.Email).ToListAsync());
    }

    [Fact]
    public async Task Without_an_account_and_without_automatic_accounts_nobody_comes_in()
    {
        using var host = await StartAsync(autoCreate: false);
        using var browser = host.Browser();

        Assert.Equal("/sign-in?problem=no-account", await RoundTripAsync(browser));
        Assert.Contains("Ask an owner for an invitation", await browser.GetStringAsync(new Uri("/sign-in?problem=no-account", UriKind.Relative)));
        await using var db = host.Services.GetRequiredService<Database>().CreateDbContext();
        Assert.Equal(1, await db.Users.CountAsync());
    }

    [Fact]
    public async Task What_is_not_right_is_refused()
    {
        using var host = await StartAsync(autoCreate: true);
        async Task<string> Refused(Action change)
        {
            _provider.Person = new() { ["sub"] = "user-1", ["email"] = Email, ["email_verified"] = true };
            (_provider.OtherState, _provider.OtherIssuer, _provider.ForgetsChallenge, _provider.Denies) = (null, null, false, false);
            change();
            return await RoundTripAsync(host.Browser());
        }

        Assert.Equal("/sign-in?problem=unverified", await Refused(() => _provider.Person["email_verified"] = false));
        Assert.Equal("/sign-in?problem=unverified", await Refused(() => _provider.Person["email_verified"] = "false"));
        Assert.Equal("/sign-in?problem=unverified", await Refused(() => _provider.Person.Remove("email_verified")));
        Assert.Equal("/sign-in?problem=domain", await Refused(() => _provider.Person["email"] = "mara@evil.example"));
        Assert.Equal("/sign-in?problem=domain", await Refused(() => _provider.Person["email"] = "mara@alderway.example.evil.example"));
        Assert.Equal("/sign-in?problem=provider", await Refused(() => _provider.Person.Remove("sub")));
        Assert.Equal("/sign-in?problem=provider", await Refused(() => _provider.Person["email"] = "nobody"));
        Assert.Equal("/sign-in?problem=state", await Refused(() => _provider.OtherState = "guess"));
        Assert.Equal("/sign-in?problem=provider", await Refused(() => _provider.OtherIssuer = "https://other.example"));
        Assert.Equal("/sign-in?problem=denied", await Refused(() => _provider.Denies = true));
        Assert.Equal("/sign-in?problem=provider", await Refused(() => _provider.ForgetsChallenge = true));
        Assert.Equal("invalid_grant: pkce", _provider.Refused);
        await using var db = host.Services.GetRequiredService<Database>().CreateDbContext();
        Assert.Equal(1, await db.Users.CountAsync());
    }

    [Fact]
    public async Task An_answer_for_one_browser_is_worth_nothing_in_another()
    {
        using var host = await StartAsync(autoCreate: true);
        using var victim = host.Browser();
        using var plain = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var start = await host.Browser().GetAsync(new Uri("/sign-in/oauth", UriKind.Relative));
        var back = (await plain.GetAsync(start.Headers.Location)).Headers.Location!;

        var answer = await victim.GetAsync(new Uri(back.PathAndQuery, UriKind.Relative));

        Assert.Equal("/sign-in?problem=state", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_locked_person_stays_out()
    {
        using var host = await StartAsync(autoCreate: true);
        await RoundTripAsync(host.Browser());
        await using (var db = host.Services.GetRequiredService<Database>().CreateDbContext())
        {
            await db.Users.Where(u => u.Email == Email).ExecuteUpdateAsync(s => s.SetProperty(u => u.LockoutEnd, new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        }

        Assert.Equal("/sign-in?problem=locked", await RoundTripAsync(host.Browser()));
    }

    [Fact]
    public async Task A_provider_that_is_away_keeps_nobody_from_the_password()
    {
        using var host = await StartAsync(autoCreate: true, issuer: "http://127.0.0.1:9");
        using var browser = host.Browser();

        var start = await browser.GetAsync(new Uri("/sign-in/oauth", UriKind.Relative));
        var password = await browser.SignInAsync();

        Assert.Equal("/sign-in?problem=provider", start.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Redirect, password.StatusCode);
    }

    [Theory]
    [InlineData("Issuer", "http://provider.example", "must be an https address")]
    [InlineData("ClientId", "", "ClientId is missing")]
    [InlineData("Roles:0:Role", "king", "is none of owner")]
    [InlineData("Roles:0:Team", "", "a team admin needs Team")]
    [InlineData("ClientSecretFile", "/nowhere/secret", "cannot be read")]
    [InlineData("TokenEndpoint", "https://provider.example/token", "AuthorizationEndpoint must be")]
    public void Wrong_settings_stop_the_server_with_a_sentence(string key, string value, string sentence)
    {
        var settings = new Dictionary<string, string?>
        {
            [Section + "Issuer"] = "https://provider.example", [Section + "ClientId"] = "drawdown",
            [Section + "Roles:0:Claim"] = "groups", [Section + "Roles:0:Value"] = "x", [Section + "Roles:0:Role"] = "team-admin", [Section + "Roles:0:Team"] = "Cloud",
            [Section + key] = value,
        };

        var wrong = Assert.Throws<OptionsException>(() => SingleSignOnSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));

        Assert.Contains(sentence, wrong.Message);
    }

    [Fact]
    public void The_secret_may_stand_in_a_file()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "from the file\n");
        var settings = new Dictionary<string, string?> { [Section + "Issuer"] = "https://provider.example", [Section + "ClientId"] = "drawdown", [Section + "ClientSecretFile"] = file };

        Assert.Equal("from the file", SingleSignOnSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())!.ClientSecret);
        File.Delete(file);
    }

    private async Task<WebHost> StartAsync(bool autoCreate, string? issuer = null)
    {
        var host = new WebHost()
            .With(Section + "Issuer", issuer ?? _provider.Issuer).With(Section + "ClientId", LocalProvider.ClientId).With(Section + "ClientSecret", LocalProvider.ClientSecret)
            .With(Section + "AutoCreate", autoCreate ? "true" : "false").With(Section + "AllowedDomains:0", "alderway.example")
            .With(Section + "Roles:0:Claim", "groups").With(Section + "Roles:0:Value", "cloud-leads").With(Section + "Roles:0:Role", "team-admin").With(Section + "Roles:0:Team", "Cloud")
            .With(Section + "Roles:1:Claim", "realm_access.roles").With(Section + "Roles:1:Value", "finance").With(Section + "Roles:1:Role", "finance");
        await host.Browser().BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        return host;
    }

    /// <summary>Walks as a browser does; where it ended.</summary>
    private static async Task<string> RoundTripAsync(HttpClient browser)
    {
        using var plain = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var start = await browser.GetAsync(new Uri("/sign-in/oauth?returnUrl=%2Faccount", UriKind.Relative));
        var back = (await plain.GetAsync(start.Headers.Location)).Headers.Location!;
        var answer = await browser.GetAsync(new Uri(back.PathAndQuery, UriKind.Relative));
        while (answer.Headers.Location is { } next && next.ToString().Contains("/sign-in/oauth/", StringComparison.Ordinal))
        {
            answer = await browser.GetAsync(next);
        }

        return answer.Headers.Location?.ToString() ?? $"{answer.StatusCode}";
    }

    private static async Task<IReadOnlyList<RoleGrant>> RolesAsync(WebHost host) => (await host.Services.GetRequiredService<Database>().Decisions.CurrentAsync()).RolesOf(Email);

    private static async Task DecideAsync(WebHost host, DecisionBody body)
    {
        var now = host.Services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds();
        Assert.IsType<AppendResult.Appended>(await host.Services.GetRequiredService<Database>().Decisions.AppendAsync([new NewDecision(body, now, "test")], "ines@alderway.example", now));
    }
}
