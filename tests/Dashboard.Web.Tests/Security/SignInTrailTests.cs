using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Security;

public sealed class SignInTrailTests
{
    [Fact]
    public async Task What_people_do_at_the_door_is_in_the_trail_with_the_address_and_without_secrets()
    {
        using var host = new WebHost();
        using var browser = host.Browser();
        browser.DefaultRequestHeaders.Add(StatedPeer.Header, "203.0.113.7");
        await browser.BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        await browser.SubmitAsync("/account", "password", ("Current", Forms.Password), ("Wanted", "seven tall bridges"));
        using var stranger = host.Browser();
        stranger.DefaultRequestHeaders.Add(StatedPeer.Header, "198.51.100.9");
        await stranger.SignInAsync(password: "my real password", email: "typed-in-the-wrong-field");
        for (var i = 0; i < 5; i++)
        {
            await stranger.SignInAsync(password: "a wrong password");
        }

        await stranger.SignInAsync("seven tall bridges");

        var database = host.Services.GetRequiredService<Database>();
        await using var db = database.CreateDbContext();
        var rows = await db.Set<AuditEntryRow>().Join(db.Set<AuditDetailRow>(), e => e.Sequence, d => d.Sequence, (e, d) => new { e.Sequence, e.Kind, d.Address, d.After }).OrderBy(r => r.Sequence).ToListAsync();
        var entries = rows.ConvertAll(r => $"{r.Kind} {r.Address} {r.After}");
        var all = string.Join('\n', entries);

        Assert.Contains(entries, e => e.StartsWith("signed-in 203.0.113.7", StringComparison.Ordinal) && e.Contains("Set-up link", StringComparison.Ordinal));
        Assert.Contains(entries, e => e.StartsWith("password-changed 203.0.113.7", StringComparison.Ordinal));
        Assert.Contains(entries, e => e.StartsWith("sign-in-refused 198.51.100.9", StringComparison.Ordinal) && e.Contains("unknown e-mail", StringComparison.Ordinal));
        Assert.Equal(4, entries.Count(e => e.Contains("wrong password", StringComparison.Ordinal)));
        Assert.Equal(2, entries.Count(e => e.Contains("locked out", StringComparison.Ordinal)));
        Assert.DoesNotContain("typed-in-the-wrong-field", all);
        Assert.DoesNotContain("password\"", all.Replace("\"wrong password\"", "", StringComparison.Ordinal));
        Assert.DoesNotContain("bridges", all);
        Assert.Equal(0, (await database.Audit.VerifyAsync()).Broken);
    }
}
