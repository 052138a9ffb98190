using System.Net;
using Dashboard.Storage.Decisions;
using Dashboard.TestKit;
using static Dashboard.Web.Tests.Overage.OverageOrganisation;

namespace Dashboard.Web.Tests.Overage;

/// <summary>What the first answer of the pages says, before anything is clicked.</summary>
public sealed class OveragePagesTests
{
    [Fact]
    public async Task A_seat_says_where_to_click_at_the_vendor_and_that_usage_goes_on()
    {
        await using var on = await CreateAsync();
        using var browser = await on.BrowserAsync(Owner);

        var bob = await PageAsync(browser, "/seats/bob@example.org");
        var ada = await PageAsync(browser, "/seats/ada@example.org");

        Assert.Contains("$5.00 were used after the credit ended although overage is off.", bob, StringComparison.Ordinal);
        Assert.Contains("the seat holder, in their own account", bob, StringComparison.Ordinal);
        Assert.Contains("href=\"https://claude.ai/settings/usage\"", bob, StringComparison.Ordinal);
        Assert.Contains("href=\"https://support.claude.com/en/articles/12429409\"", bob, StringComparison.Ordinal);
        Assert.Contains("as of 22 Aug 2026", bob, StringComparison.Ordinal);
        Assert.DoesNotContain("were used after the credit ended", ada, StringComparison.Ordinal);
        Assert.Contains("https://claude.ai/admin-settings/usage", ada, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seats_whose_usage_goes_on_can_be_asked_for()
    {
        await using var on = await CreateAsync();
        using var browser = await on.BrowserAsync(Owner);

        var page = await PageAsync(browser, "/seats?state=goes-on");

        Assert.Contains(">Bob</a>", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">Ada</a>", page, StringComparison.Ordinal);
        Assert.Contains("Usage goes on (1)", page, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Overage for Bob: Off\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_only_reads_sees_the_switch_and_cannot_move_it()
    {
        await using var on = await CreateAsync();
        await on.DecideNowAsync(new RoleGranted("auditor@example.org", Role.Auditor), new OverageDecided(on.Bob, true, 40.Dollars()));
        using var browser = await on.BrowserAsync("auditor@example.org");

        var page = await PageAsync(browser, "/seats");

        Assert.Contains("aria-checked=\"true\" aria-disabled=\"true\" aria-label=\"Overage for Bob: On, cap 40.00\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"requests\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(new Uri("/requests", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task The_queue_and_the_menu_say_what_waits_and_texts_of_people_are_only_text()
    {
        await using var on = await CreateAsync();
        var now = on.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        await on.Database.Decisions.AppendAsync([new NewDecision(new OverageRequested(on.Ada, 40.Dollars(), null), now, "<script>alert(1)</script>")], Admin, now, cancellationToken: TestContext.Current.CancellationToken);
        using var browser = await on.BrowserAsync(Owner);

        var page = await PageAsync(browser, "/requests");

        Assert.Contains("1 request waits", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains("Approve, up to $40.00", page, StringComparison.Ordinal);
    }

    private static async Task<string> PageAsync(HttpClient browser, string path) => await browser.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
}
