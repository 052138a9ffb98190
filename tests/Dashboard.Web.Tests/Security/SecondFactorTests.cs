using System.Net;
using System.Text.RegularExpressions;
using Dashboard.Storage;
using Dashboard.Web.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Security;

public sealed partial class SecondFactorTests
{
    private const string Step = "/sign-in/second-factor";
    private readonly SetClock _clock = new(new DateTimeOffset(2026, 11, 19, 14, 20, 0, TimeSpan.Zero));

    [Fact]
    public async Task With_a_second_factor_the_password_alone_opens_nothing()
    {
        using var host = new WebHost { Clock = _clock };
        var secret = (await TurnOnAsync(host)).Secret;
        using var browser = host.Browser();

        var half = await browser.SignInAsync(path: "/sign-in?ReturnUrl=%2Fseats");
        var closed = await browser.GetAsync(Page("/account"));
        var whole = await browser.SubmitAsync(half.Headers.Location!.PathAndQuery, "second-factor", ("Code", Code(secret)));
        var open = await browser.GetAsync(Page("/account"));

        Assert.Equal(Step, half.Headers.Location!.AbsolutePath);
        Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);
        Assert.EndsWith("/seats", whole.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
    }

    [Fact]
    public async Task A_code_signs_in_once()
    {
        using var host = new WebHost { Clock = _clock };
        var secret = (await TurnOnAsync(host)).Secret;
        var code = Code(secret);

        var first = await EnterAsync(host, code);
        var again = await EnterAsync(host, code);

        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.Contains("was used before", await again.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_recovery_code_signs_in_once_and_is_stored_as_a_hash()
    {
        using var host = new WebHost { Clock = _clock };
        var (secret, codes) = await TurnOnAsync(host);

        var first = await EnterAsync(host, codes[3].ToLowerInvariant());
        var again = await EnterAsync(host, codes[3]);
        await using var db = host.Services.GetRequiredService<Database>().CreateDbContext();
        var stored = string.Join('\n', await db.UserTokens.Select(t => t.Value).ToListAsync());

        Assert.Equal(10, codes.Distinct().Count());
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.Contains("recovery code is wrong, or was used before", await again.Content.ReadAsStringAsync());
        Assert.DoesNotContain(codes, code => stored.Contains(code, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(secret, stored);
    }

    [Theory]
    [InlineData("000000")]
    [InlineData("ABCDE-FGHIJ")]
    public async Task Five_wrong_codes_lock_the_account_also_for_the_right_one(string wrong)
    {
        using var host = new WebHost { Clock = _clock };
        var secret = (await TurnOnAsync(host)).Secret;
        using var browser = host.Browser();
        await browser.SignInAsync();

        var answers = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            answers.Add(await (await browser.SubmitAsync(Step, "second-factor", ("Code", wrong))).Content.ReadAsStringAsync());
        }

        var right = await (await browser.SubmitAsync(Step, "second-factor", ("Code", Code(secret)))).Content.ReadAsStringAsync();

        Assert.All(answers.Take(4), a => Assert.Contains("wrong, or was used before", a));
        Assert.Contains("Too many wrong codes", answers[4]);
        Assert.Contains("Too many wrong codes", right);
    }

    [Fact]
    public async Task A_wrong_code_does_not_turn_it_on_and_the_password_is_asked_to_turn_it_off()
    {
        using var host = new WebHost { Clock = _clock };
        using var browser = host.Browser();
        await browser.BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        var secret = Secret().Match(await (await browser.SubmitAsync("/account", "second-factor-start")).Content.ReadAsStringAsync()).Groups[1].Value;

        var wrong = await (await browser.SubmitAsync("/account", "second-factor-confirm", ("Code", "000000"))).Content.ReadAsStringAsync();
        var on = await (await browser.SubmitAsync("/account", "second-factor-confirm", ("Code", Code(secret)))).Content.ReadAsStringAsync();
        using var refused = await PostAsync(browser, "second-factor-off", "Off.Proof", "not the password");
        var still = await browser.GetStringAsync(Page("/account"));
        using var off = await PostAsync(browser, "second-factor-off", "Off.Proof", Forms.Password);

        Assert.Contains("This code is wrong", wrong);
        Assert.Contains(secret, wrong);
        Assert.DoesNotContain("This code is wrong", on);
        Assert.Contains("10 recovery codes are left", still);
        Assert.Contains("The password is wrong.", await refused.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Redirect, off.StatusCode);
    }

    private async Task<(string Secret, string[] Codes)> TurnOnAsync(WebHost host)
    {
        using var browser = host.Browser();
        await browser.BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        var secret = Secret().Match(await (await browser.SubmitAsync("/account", "second-factor-start")).Content.ReadAsStringAsync()).Groups[1].Value;
        var page = await (await browser.SubmitAsync("/account", "second-factor-confirm", ("Code", Code(secret)))).Content.ReadAsStringAsync();
        _clock.Pass(TimeSpan.FromSeconds(60));
        return (secret, WebUtility.HtmlDecode(Codes().Match(page).Groups[1].Value).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task<HttpResponseMessage> EnterAsync(WebHost host, string code)
    {
        using var browser = host.Browser();
        await browser.SignInAsync();
        return await browser.SubmitAsync(Step, "second-factor", ("Code", code));
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string form, string field, string value)
    {
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = form, ["__RequestVerificationToken"] = await browser.TokenAsync("/account"), [field] = value });
        return await browser.PostAsync(Page("/account"), content);
    }

    private static Uri Page(string path) => new(path, UriKind.Relative);

    private string Code(string secret) => OneTimeCodes.CodeAt(secret, OneTimeCodes.StepAt(_clock.GetUtcNow().ToUnixTimeMilliseconds()));

    [GeneratedRegex("aria-label=\"Secret for the authenticator app\">([A-Z2-7]{32})<")]
    private static partial Regex Secret();

    [GeneratedRegex("aria-label=\"Recovery codes\">([^<]+)<")]
    private static partial Regex Codes();
}
