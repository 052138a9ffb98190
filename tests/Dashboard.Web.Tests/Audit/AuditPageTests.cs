using System.Net;
using Dashboard.Credits.Programmes;
using Dashboard.Storage;
using Dashboard.Storage.Audit;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Features.Audit;
using Dashboard.Web.Tests.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Audit;

public sealed class AuditPageTests
{
    private const long Noon = 1_795_176_000_000;
    private static readonly Uri Page = new("/settings/audit", UriKind.Relative);

    [Fact]
    public async Task The_page_shows_entries_and_opens_one_from_its_address()
    {
        using var host = new WebHost();
        using var browser = host.Browser();
        await browser.BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        var audit = host.Services.GetRequiredService<Database>().Audit;
        var entry = await audit.AppendAsync(
            new AuditEvent("limit-changed", "organisation", new Actor("finance@example.org", "10.1.2.3"), """{"limit":5000000000,"untilMs":null}""", """{"limit":7500000000,"untilMs":1795176000000}""", "<script>alert(1)</script>"), Noon);

        var list = await browser.GetStringAsync(Page);
        var open = await browser.GetStringAsync(new Uri($"/settings/audit?kind=limit-changed&entry={entry}", UriKind.Relative));

        Assert.Contains("Limit changed", list, StringComparison.Ordinal);
        Assert.Contains((await audit.HeadAsync())!.HashText, list, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", list, StringComparison.Ordinal);
        Assert.Contains("5 USD", open, StringComparison.Ordinal);
        Assert.Contains("7.5 USD", open, StringComparison.Ordinal);
        Assert.Contains("20 Nov 2026, 12:00", open, StringComparison.Ordinal);
        Assert.Contains("10.1.2.3", open, StringComparison.Ordinal);
        Assert.Contains("No entry matches these filters.", await browser.GetStringAsync(new Uri("/settings/audit?q=nothing+like+it", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_holds_no_formula_and_taking_it_is_an_entry()
    {
        using var host = new WebHost();
        using var browser = host.Browser();
        await browser.BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        var audit = host.Services.GetRequiredService<Database>().Audit;
        await audit.AppendAsync(new AuditEvent("limit-changed", "organisation", new Actor("=cmd|' /C calc'!A0", "10.1.2.3"), Reason: "@SUM(1)"), Noon);

        var answer = await browser.GetAsync(new Uri("/settings/audit/export.csv?kind=limit-changed", UriKind.Relative));
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(2, lines.Length);
        Assert.Contains(",2026-11-20T12:00:00.000Z,limit-changed,organisation,,'=cmd|' /C calc'!A0,10.1.2.3,,,,'@SUM(1),no,", lines[1], StringComparison.Ordinal);
        var entry = Assert.Single(await audit.ReadAsync(new AuditQuery { Kind = "export" }, null, 10));
        Assert.Equal("ines@alderway.example", entry.Who);
        Assert.Equal("""{"what":"audit","rows":1,"filter":{"kind":"limit-changed"}}""", entry.After);
    }

    [Fact]
    public async Task A_long_trail_is_sent_whole_and_read_page_by_page()
    {
        using var host = new WebHost();
        using var browser = host.Browser();
        await browser.BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        var database = host.Services.GetRequiredService<Database>();
        await database.Decisions.AppendAsync([new NewDecision(new OrganisationCreated("Example", "UTC", new DateOnly(2026, 11, 1)), Noon)], "test", Noon);
        await database.Decisions.AppendAsync(
            [.. Enumerable.Range(1, 2_500).Select(i => new NewDecision(new SeatAdded(-i, $"seat{i}@example.org", "", "pro", null, null, 1, new DateOnly(2026, 1, 1)), Noon))], "test", Noon);

        var lines = (await browser.GetStringAsync(new Uri("/settings/audit/export.csv?kind=decision:seat-added", UriKind.Relative))).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var first = await browser.GetStringAsync(Page);
        var next = System.Text.RegularExpressions.Regex.Match(first, "settings/audit\\?before=([0-9]+)").Groups[1].Value;
        var second = await browser.GetStringAsync(new Uri("/settings/audit?before=" + next, UriKind.Relative));

        Assert.Contains("href=\"seats/seat2500%40example.org\"", first, StringComparison.Ordinal);
        Assert.Equal(2_501, lines.Length);
        Assert.Equal(2_500, lines.Skip(1).Select(l => l.Split(',')[0]).Distinct().Count());
        Assert.DoesNotContain("seat2300@example.org", first, StringComparison.Ordinal);
        Assert.Contains("seat2350@example.org", second, StringComparison.Ordinal);
        Assert.Contains(">Newest</a>", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_seats_and_of_the_ledger_leave_an_entry_with_their_filter()
    {
        using var host = new WebHost { Clock = new SetClock(DateTimeOffset.FromUnixTimeMilliseconds(Noon)) };
        using var browser = host.Browser();
        await browser.BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        var database = host.Services.GetRequiredService<Database>();
        await database.Decisions.AppendAsync(
            [
                new NewDecision(new OrganisationCreated("Example", "UTC", new DateOnly(2026, 11, 1)), Noon),
                new NewDecision(new ProgrammeChosen("agent-sdk-credit", ProgrammeMode.Enforced), Noon),
                new NewDecision(new SeatAdded(-1, "ada@example.org", "", "pro", "Blue", null, 1, new DateOnly(2026, 1, 1)), Noon),
            ],
            "test",
            Noon);
        await database.Books.CatchUpAsync(Noon);
        await database.Books.RollForwardAsync(Noon);

        foreach (var address in (string[])["/seats/export.csv?team=Blue", "/ledger/export.csv?month=2026-11&by=seat", "/ledger/export.csv?month=2026-11&kind=postings"])
        {
            (await browser.GetAsync(new Uri(address, UriKind.Relative))).EnsureSuccessStatusCode();
        }

        Assert.Equal(
            [
                """{"what":"postings","rows":0,"filter":{"month":"2026-11"}}""",
                """{"what":"ledger","rows":2,"filter":{"month":"2026-11","by":"seat"}}""",
                """{"what":"seats","rows":1,"filter":{"team":"Blue"}}""",
            ],
            (await database.Audit.ReadAsync(new AuditQuery { Kind = "export" }, null, 10)).Select(e => e.After));
        Assert.True((await database.Audit.VerifyAsync()).IsWhole);
    }

    [Theory]
    [InlineData("q=a%00b", "ab")]
    [InlineData("before=x&from=yesterday&to=9999-99-99&entry=-1&q=", null)]
    public void Addresses_that_cannot_be_read_ask_for_nothing(string query, string? text)
    {
        var parts = System.Web.HttpUtility.ParseQueryString(query);

        var filter = AuditFilter.Of(parts["q"], parts["who"], parts["kind"], parts["subject"], parts["from"], parts["to"]);

        Assert.Equal(new AuditFilter { Text = text }, filter);
    }
}
