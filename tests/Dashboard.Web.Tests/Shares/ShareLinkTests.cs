using System.Net;
using System.Text.RegularExpressions;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Web.Security;
using static Dashboard.Web.Tests.Shares.SharedOrganisation;

namespace Dashboard.Web.Tests.Shares;

/// <summary>What a link shows, to whom, for how long, and what it never shows.</summary>
public sealed partial class ShareLinkTests
{
    public enum Page
    {
        Overview,
        Seat,
        Ledger,
    }

    [Theory]
    [InlineData(Page.Overview, "Usage against allocation")]
    [InlineData(Page.Seat, "Ada Byron")]
    [InlineData(Page.Ledger, "Uncovered by reason")]
    public async Task A_stranger_sees_the_page_and_who_shared_it_until_when(Page page, string shown)
    {
        using var on = await CreateAsync();
        var path = await on.ShareAsync(Subject(on, page));

        var (answer, text) = await on.OpenAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(shown, text, StringComparison.Ordinal);
        Assert.Contains("Shared by <b>Ines Carvalho</b>, Alderway Robotics, until <b class=\"nowrap\">27 Nov 2026, 12:00 UTC</b>. Figures as of <span class=\"nowrap\">20 Nov 2026, 12:00 UTC</span>", text, StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Contains("noindex", Assert.Single(answer.Headers.GetValues("X-Robots-Tag")), StringComparison.Ordinal);
        Assert.Contains("<meta name=\"robots\" content=\"noindex", text, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData(Page.Overview)]
    [InlineData(Page.Seat)]
    [InlineData(Page.Ledger)]
    public async Task A_shared_page_leads_nowhere_and_names_no_e_mail_and_no_purpose(Page page)
    {
        using var on = await CreateAsync();
        var path = await on.ShareAsync(Subject(on, page), purpose: "For the auditors only");

        var (_, text) = await on.OpenAsync(path);

        Assert.Equal(page == Page.Ledger ? [path[1..] + "/file.csv"] : [], Link().Matches(text).Select(m => m.Groups[1].Value));
        Assert.DoesNotContain("<button", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<nav", text, StringComparison.Ordinal);
        Assert.DoesNotContain("blazor.web.js", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--Blazor", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@example.org", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@alderway.example", text, StringComparison.Ordinal);
        Assert.DoesNotContain("auditors", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_mistyped_expired_and_revoked_links_look_alike_and_are_not_counted()
    {
        using var on = await CreateAsync();
        var revoked = await on.ShareAsync(WholeOverview);
        await on.Links.RevokeAsync((await on.LineAsync()).Id, await on.CallerAsync(Finance));
        var expired = await on.ShareAsync(WholeOverview, days: 1);
        on.Clock.Pass(TimeSpan.FromDays(1) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(HttpStatusCode.OK, (await on.OpenAsync(expired)).Answer.StatusCode);
        on.Clock.Pass(TimeSpan.FromMilliseconds(1));

        List<(HttpResponseMessage Answer, string Text)> answers = [];
        foreach (var path in (string[])[revoked, expired, expired + "/file.csv", expired[..^1] + (expired[^1] == 'A' ? 'B' : 'A'), "/shared/short", "/shared/" + new string('x', 5_000)])
        {
            answers.Add(await on.OpenAsync(path));
        }

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.NotFound, a.Answer.StatusCode));
        Assert.All(answers, a => Assert.Equal("no-store", a.Answer.Headers.CacheControl!.ToString()));
        Assert.Contains("This link does not work", Assert.Single(answers.Select(a => a.Text).Distinct()), StringComparison.Ordinal);
        Assert.Single(await on.EntriesAsync("share-opened"));
        Assert.Equal([(ShareState.Expired, 1), (ShareState.Revoked, 0)], (await on.Links.ListAsync(await on.CallerAsync(Owner))).Select(l => (l.State, l.Opened)));
    }

    [Theory]
    [InlineData(Page.Overview)]
    [InlineData(Page.Seat)]
    [InlineData(Page.Ledger)]
    public async Task A_link_stops_when_its_maker_may_no_longer_share(Page page)
    {
        using var on = await CreateAsync();
        var path = await on.ShareAsync(Subject(on, page), Finance);
        Assert.Equal(HttpStatusCode.OK, (await on.OpenAsync(path)).Answer.StatusCode);

        await on.DecideAsync(new RoleGranted(Finance, Role.Auditor), new RoleWithdrawn(Finance, Role.Finance));

        Assert.Equal(HttpStatusCode.NotFound, (await on.OpenAsync(path)).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await on.OpenAsync(path + "/file.csv")).Answer.StatusCode);
        Assert.Equal((ShareState.Stopped, 1), await on.LineAsync() is var line ? (line.State, line.Opened) : default);
    }

    [Fact]
    public async Task A_link_to_a_seat_stops_when_the_seat_is_gone()
    {
        using var on = await CreateAsync();
        var path = await on.ShareAsync(on.Seat);

        await on.DecideAsync(new SeatAdditionTakenBack(on.Ada));

        Assert.Equal(HttpStatusCode.NotFound, (await on.OpenAsync(path)).Answer.StatusCode);
        Assert.Equal(("A seat that is gone", ShareState.Stopped), await on.LineAsync() is var line ? (line.What, line.State) : default);
    }

    [Fact]
    public async Task Making_opening_and_revoking_are_in_the_audit_log_and_the_token_is_nowhere()
    {
        using var on = await CreateAsync();
        var path = await on.ShareAsync(on.Seat, Finance, 30);
        await on.OpenAsync(path, "192.0.2.44");
        var line = await on.LineAsync();
        await on.Links.RevokeAsync(line.Id, await on.CallerAsync(Owner));
        await on.Links.RevokeAsync(line.Id, await on.CallerAsync(Owner));

        var made = Assert.Single(await on.EntriesAsync("share-made"));
        var opened = Assert.Single(await on.EntriesAsync("share-opened"));
        var revoked = Assert.Single(await on.EntriesAsync("share-revoked"));
        Assert.Equal(("share-link:1", Finance, "Board meeting"), (made.Subject, made.Who, made.Reason));
        Assert.Equal($$"""{"what":"seat","seatId":{{on.Ada}},"expiresAtMs":{{on.NowMs + (30L * 86_400_000)}}}""", made.After);
        Assert.Equal(("share-link:1", "share-link:1", "192.0.2.44"), (opened.Subject, opened.Who, opened.Address));
        Assert.Equal(("share-link:1", Owner), (revoked.Subject, revoked.Who));
        Assert.Equal(("Seat Ada Byron", Finance, 1, on.Clock.GetUtcNow()), (line.What, line.MadeBy, line.Opened, line.LastOpenedAt));

        var token = System.Text.Encoding.UTF8.GetBytes(path["/shared/".Length..]);
        foreach (var file in Directory.EnumerateFiles(on.Host.DataDirectory, "*.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            Assert.Equal(-1, bytes.ToArray().AsSpan().IndexOf(token));
        }
    }

    [Fact]
    public async Task The_file_of_a_ledger_has_no_e_mails_and_is_an_export_of_the_link()
    {
        using var on = await CreateAsync();
        var path = await on.ShareAsync(MonthLedger);

        var (answer, text) = await on.OpenAsync(path + "/file.csv");
        var other = await on.OpenAsync(await on.ShareAsync(on.Seat) + "/file.csv");

        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("ledger-2026-11-seat.csv", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.Contains("Ada Byron", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@", text, StringComparison.Ordinal);
        var export = Assert.Single(await on.EntriesAsync("export"));
        Assert.Equal(("share-link:1", "192.0.2.7"), (export.Who, export.Address));
        Assert.Equal("""{"what":"ledger","rows":3,"filter":{"month":"2026-11","by":"seat","link":"1"}}""", export.After);
        Assert.Equal(HttpStatusCode.NotFound, other.Answer.StatusCode);
    }

    [Theory]
    [InlineData("", 7)]
    [InlineData("  ", 7)]
    [InlineData("why", 0)]
    [InlineData("why", 91)]
    public async Task A_link_needs_a_purpose_and_an_end_within_ninety_days(string purpose, int days)
    {
        using var on = await CreateAsync();

        var (path, problem) = await on.Links.MakeAsync(new ShareRequest(WholeOverview, purpose, days), await on.CallerAsync(Owner));

        Assert.Null(path);
        Assert.NotNull(problem);
        Assert.Empty(await on.EntriesAsync("share-made"));
    }

    [Fact]
    public async Task A_key_and_the_product_itself_share_nothing_and_nobody_shares_what_is_not_there()
    {
        using var on = await CreateAsync();
        var owner = await on.CallerAsync(Owner);

        await Assert.ThrowsAsync<NotAllowedException>(() => on.Links.MakeAsync(new ShareRequest(WholeOverview, "why", 7), Caller.Product));
        await Assert.ThrowsAsync<NotAllowedException>(() => on.Links.MakeAsync(new ShareRequest(new ShareSubject(ShareKind.Seat, 999), "why", 7), owner));
        Assert.Empty(await on.EntriesAsync("share-made"));
    }

    [Fact]
    public async Task One_address_cannot_try_many_links_in_a_minute()
    {
        using var on = await CreateAsync();
        var path = await on.ShareAsync(WholeOverview);
        for (var i = 0; i < 60; i++)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await on.OpenAsync("/shared/nothing", "192.0.2.9")).Answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await on.OpenAsync(path, "192.0.2.9")).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await on.OpenAsync(path, "192.0.2.10")).Answer.StatusCode);
    }

    [Fact]
    public async Task A_link_is_only_read()
    {
        using var on = await CreateAsync();
        var path = await on.ShareAsync(WholeOverview);
        using var stranger = on.Host.Browser();

        foreach (var verb in (string[])["POST", "PUT", "DELETE", "HEAD"])
        {
            using var request = new HttpRequestMessage(new HttpMethod(verb), new Uri(path, UriKind.Relative));
            using var answer = await stranger.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal(0, (await on.LineAsync()).Opened);
    }

    private static ShareSubject Subject(SharedOrganisation on, Page page) => page switch { Page.Overview => WholeOverview, Page.Seat => on.Seat, Page.Ledger => MonthLedger };

    [GeneratedRegex("<a [^>]*href=\"([^\"]*)\"")]
    private static partial Regex Link();
}
