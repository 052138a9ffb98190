using System.Globalization;
using System.Text.Json.Nodes;
using Dashboard.Credits.Money;
using Dashboard.Credits.Vendor;
using Dashboard.Storage;
using Dashboard.Storage.Tests;
using Dashboard.Storage.Writes;
using Dashboard.Web.Vendor;
using static Dashboard.Web.Tests.Vendor.VendorRows;

namespace Dashboard.Web.Tests.Vendor;

/// <summary>Pulls against an API that behaves as the vendor documents it, well and badly.</summary>
public sealed class VendorPullTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_thousand_restated_rows_in_pages_end_equal_to_the_newest_and_pulling_again_changes_nothing(DatabaseProvider provider)
    {
        await using var place = await VendorPlace.OpenAsync(provider);
        var (connection, random) = (await place.ConnectAsync(VendorKind.Enterprise), new Random(5));
        place.Stub.PageSize = 97;
        for (var round = 0; round < 3; round++)
        {
            place.Clock.Pass(TimeSpan.FromHours(1));

            // Each round every figure of 31 days and 33 people is another, some are gone, and some are lower.
            place.Stub.RefreshedAt = place.Clock.GetUtcNow().AddHours(-4);
            place.Stub.Rows[VendorReportKind.EnterpriseCost] = [.. Enumerable.Range(0, 31).SelectMany(d => Enumerable.Range(0, 33).Where(_ => random.Next(20) > 0)
                .Select(p => (place.Today.AddDays(-d), AdminApiStub.Cost($"p{p}@example.test", (random.Next(1, 900_000) / 100m).ToString(CultureInfo.InvariantCulture)))))];
            var result = await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token);
            Assert.Null(result.Problem);
            Assert.Equal(0, result.Issues);
        }

        var rows = place.Stub.Rows[VendorReportKind.EnterpriseCost];
        Assert.True(rows.Count > 900);
        var expected = rows.Select(r => (r.Day, r.Row["actor"]!["email"]!.ToString(), Cents(r.Row["amount"]!.ToString()))).Order();
        Assert.Equal(expected, (await place.KeptAsync()).Select(d => (d.Day, d.Actor, d.Cost!.Value)).Order());
        Assert.All(await place.KeptAsync(), d => Assert.True(d.IsProvisional));

        place.Stub.RefreshedAt = place.Clock.GetUtcNow();
        var again = await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token);
        Assert.Equal(new VendorDayResult { Same = rows.Count }, again.Days);

        // An answer that is as of an earlier instant, of a server that lags, changes nothing either.
        place.Stub.RefreshedAt = place.Clock.GetUtcNow().AddDays(-1);
        place.Stub.Rows[VendorReportKind.EnterpriseCost] = [(place.Today, AdminApiStub.Cost("p1@example.test", "1"))];
        Assert.Equal(1, (await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token)).Days.Older);
        Assert.Equal(expected, (await place.KeptAsync()).Select(d => (d.Day, d.Actor, d.Cost!.Value)).Order());
        Assert.All(place.Stub.Calls, c => Assert.Equal(("GET", AdminApiStub.Key), (c.Method, c.Key)));
        Assert.DoesNotContain(place.Stub.Calls, c => c.Query.Contains("sk-ant", StringComparison.Ordinal) || c.Path.Contains("sk-ant", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(-30)]
    public async Task Days_are_those_of_the_vendors_clock_however_ours_differs(int hours)
    {
        await using var place = await VendorPlace.OpenAsync();
        var connection = await place.ConnectAsync(VendorKind.Enterprise);
        place.Stub.Clock = () => place.Clock.GetUtcNow().AddHours(hours);
        var today = DateOnly.FromDateTime(place.Stub.Clock().UtcDateTime);
        place.Stub.Rows[VendorReportKind.EnterpriseCost].Add((today, AdminApiStub.Cost("a@example.test", "100")));
        place.Stub.RefreshedAt = place.Stub.Clock();

        var result = await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token);

        Assert.Null(result.Problem);
        Assert.Equal(today, Assert.Single(await place.KeptAsync()).Day);
        Assert.Equal(hours, (await place.Database.VendorReport.PullsAsync(Token)).Single().SkewMs / 3_600_000d, 0.01);
    }

    [Fact]
    public async Task A_refused_row_is_told_and_leaves_what_is_known_alone()
    {
        await using var place = await VendorPlace.OpenAsync();
        var connection = await place.ConnectAsync(VendorKind.Enterprise);
        await EnterpriseAsync(place, 2);
        await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token);

        place.Stub.RefreshedAt = place.Clock.GetUtcNow().AddMinutes(5);
        var rows = place.Stub.Rows[VendorReportKind.EnterpriseCost];
        rows[0].Row["amount"] = "string";
        rows[1].Row["amount"] = "42";
        var result = await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token);

        Assert.Equal((1, null), (result.Issues, result.Problem));
        Assert.Equal([100, 42], (await place.KeptAsync()).Select(d => d.Cost!.Value.Value / Nanodollars.PerCent).OrderDescending());
        var note = (await place.Database.VendorReport.PullsAsync(Token)).Single();
        Assert.Equal("""[{"Field":"data[0].amount","Reason":"is not a decimal number of cents"}]""", note.IssuesJson);
    }

    [Fact]
    public async Task Each_report_is_asked_for_as_documented_in_spans_that_the_vendor_allows()
    {
        await using var place = await VendorPlace.OpenAsync();
        var (console, enterprise) = (await place.ConnectAsync(VendorKind.Console), await place.ConnectAsync(VendorKind.Enterprise, name: "enterprise"));
        place.Stub.Rows[VendorReportKind.ClaudeCode].Add((place.Today, ClaudeCode("Ana@Example.test", 186)));
        place.Stub.Rows[VendorReportKind.ClaudeCode].Add((place.Today.AddDays(-80), ClaudeCode("ana@example.test", 14)));
        place.Stub.Rows[VendorReportKind.MessagesUsage].Add((place.Today.AddDays(-1), Usage()));
        place.Stub.Rows[VendorReportKind.Cost].Add((place.Today.AddDays(-60), new JsonObject { ["amount"] = "123.78912", ["currency"] = "USD", ["cost_type"] = "tokens", ["model"] = "claude-opus-4-6", ["workspace_id"] = "wrkspc_1" }));
        place.Stub.Rows[VendorReportKind.EnterpriseUsage].Add((place.Today, UsageOf("ana@example.test")));
        place.Stub.Limits.Add(Limit("user_1", "50000", "31402.5"));
        place.Stub.Limits.Add(Limit("user_2", null, "0"));

        foreach (var (connection, one) in VendorWords.Of(VendorKind.Console).Select(r => (console, r)).Concat(VendorWords.Of(VendorKind.Enterprise).Select(r => (enterprise, r))))
        {
            var result = await place.Puller.PullAsync(connection, one, Token);
            Assert.Equal((null, 0L), (result.Problem, result.Issues));
        }

        var kept = await place.KeptAsync();
        Assert.Equal(
            [
                (VendorReportKind.ClaudeCode, "ana@example.test", "0.14"), (VendorReportKind.Cost, "wrkspc_1", "1.2378912"), (VendorReportKind.MessagesUsage, "user_9", null),
                (VendorReportKind.ClaudeCode, "ana@example.test", "1.86"), (VendorReportKind.EnterpriseUsage, "ana@example.test", null),
            ],
            kept.Select(d => (d.Report, d.Actor, d.Cost is { } cost ? Usd.Format(cost) : null)));
        Assert.Equal([null, "500"], (await place.Database.VendorReport.LimitsAsync(Token)).Select(l => l.AmountNano is { } nano ? Usd.Format(new Nanodollars(nano)) : null).Order());

        // The first time 90 days, then the last 30 and today; one day a question for Claude Code, at most 31 for the others.
        Assert.Equal(90, place.Stub.Calls.Count(c => c.Path.EndsWith("claude_code", StringComparison.Ordinal)));
        Assert.Equal(3, place.Stub.Calls.Count(c => c.Path.EndsWith("cost_report", StringComparison.Ordinal) && !c.Path.Contains("analytics", StringComparison.Ordinal)));
        place.Stub.Forget();
        await place.Puller.PullAsync(console, VendorReads.ClaudeCode, Token);
        await place.Puller.PullAsync(console, VendorReads.Cost, Token);
        Assert.Equal((31, 1), (place.Stub.Calls.Count(c => c.Path.EndsWith("claude_code", StringComparison.Ordinal)), place.Stub.Calls.Count(c => c.Path.EndsWith("cost_report", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Every_day_is_pulled_once_more_when_it_can_not_change_any_more_also_after_a_long_pause()
    {
        await using var place = await VendorPlace.OpenAsync();
        var connection = await place.ConnectAsync(VendorKind.Enterprise);
        var first = place.Today;
        place.Stub.Rows[VendorReportKind.EnterpriseCost].Add((first, AdminApiStub.Cost("a@example.test", "100")));
        foreach (var pause in new[] { 0, 20, 9, 1, 1, 1 })
        {
            place.Clock.Pass(TimeSpan.FromDays(pause));
            place.Stub.RefreshedAt = place.Clock.GetUtcNow().AddHours(-20);
            await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token);
        }

        Assert.False(Assert.Single(await place.KeptAsync()).IsProvisional);

        place.Stub.Rows[VendorReportKind.EnterpriseCost].Add((place.Today.AddDays(3), AdminApiStub.Cost("b@example.test", "200")));
        place.Clock.Pass(TimeSpan.FromDays(70));
        place.Stub.RefreshedAt = place.Clock.GetUtcNow().AddHours(-20);
        await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token);
        Assert.Equal([false, false], (await place.KeptAsync()).Select(d => d.IsProvisional));
    }
}
