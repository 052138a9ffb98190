using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Dashboard.Credits.Money;
using Dashboard.Credits.Vendor;
using Dashboard.Storage;
using Dashboard.Storage.Tests;
using Dashboard.Storage.Writes;
using Dashboard.Web.Vendor;
using Microsoft.AspNetCore.Http;

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

    [Fact]
    public async Task Pages_that_expire_are_read_from_the_start_again_and_no_row_counts_twice()
    {
        await using var place = await VendorPlace.OpenAsync();
        var connection = await place.ConnectAsync(VendorKind.Enterprise);
        await EnterpriseAsync(place, 40);
        place.Stub.PageSize = 10;
        place.Stub.Instead = (number, _) =>
        {
            place.Stub.Generation += number is 3 or 6 ? 1 : 0;
            return Task.FromResult(false);
        };

        var result = await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token);

        Assert.Null(result.Problem);
        Assert.Equal(40, result.Rows);
        Assert.Equal(40, (await place.KeptAsync()).Count);

        // One that never stops expiring is left for the next time, and what is known stays.
        place.Stub.Instead = (_, _) =>
        {
            place.Stub.Generation++;
            return Task.FromResult(false);
        };
        Assert.Equal("The pages expired 4 times while they were read.", (await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token)).Problem);
        Assert.Equal(40, (await place.KeptAsync()).Count);
    }

    [Fact]
    public async Task Figures_that_are_refreshed_while_they_are_read_are_read_again()
    {
        await using var place = await VendorPlace.OpenAsync();
        var connection = await place.ConnectAsync(VendorKind.Enterprise);
        await EnterpriseAsync(place, 30);
        place.Stub.PageSize = 10;
        place.Stub.Instead = (number, _) =>
        {
            if (number == 2)
            {
                place.Stub.RefreshedAt = place.Clock.GetUtcNow();
                place.Stub.Rows[VendorReportKind.EnterpriseCost].ForEach(r => r.Row["amount"] = "7");
            }

            return Task.FromResult(false);
        };

        await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token);

        Assert.Equal(30, (await place.KeptAsync()).Count);
        Assert.All(await place.KeptAsync(), d => Assert.Equal((Nanodollars.FromCents(7), place.Stub.RefreshedAt!.Value.ToUnixTimeMilliseconds()), (d.Cost!.Value, d.RefreshedAtMs)));
    }

    [Fact]
    public async Task A_pull_waits_as_long_as_it_is_told_to_by_whatever_clock()
    {
        await using var place = await VendorPlace.OpenAsync();
        var connection = await place.ConnectAsync(VendorKind.Enterprise);
        await EnterpriseAsync(place, 1);
        place.Stub.Clock = () => place.Clock.GetUtcNow().AddMinutes(45);
        place.Stub.Instead = async (number, context) =>
        {
            if (number > 3)
            {
                return false;
            }

            context.Response.Headers.RetryAfter = number switch { 1 => "7", 2 => place.Stub.Clock().AddSeconds(21).ToString("r", CultureInfo.InvariantCulture), _ => "soon" };
            await AdminApiStub.FailAsync(context, 429, "rate_limit_error");
            return true;
        };

        var result = await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token);

        Assert.Null(result.Problem);
        Assert.Equal([7, 21, 30], place.Clock.Waits.Select(w => Math.Round(w.TotalSeconds)));
        Assert.Single(await place.KeptAsync());

        place.Stub.Instead = async (_, context) =>
        {
            context.Response.Headers.RetryAfter = "86400";
            await AdminApiStub.FailAsync(context, 429, "rate_limit_error");
            return true;
        };
        Assert.Equal("The vendor allows no more requests for now (429).", (await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token)).Problem);
    }

    [Fact]
    public async Task An_answer_that_fails_is_asked_for_again_a_few_times_and_then_the_next_pull_goes_on()
    {
        await using var place = await VendorPlace.OpenAsync();
        var connection = await place.ConnectAsync(VendorKind.Enterprise);
        await EnterpriseAsync(place, 3);
        var failing = 3;
        place.Stub.Instead = async (_, context) =>
        {
            if (failing-- <= 0)
            {
                return false;
            }

            await AdminApiStub.FailAsync(context, 500, "api_error");
            return true;
        };
        Assert.Null((await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token)).Problem);
        var done = (await place.Database.VendorReport.PullsAsync(Token)).Single();

        (failing, place.Stub.PageSize) = (1_000, 1);
        place.Clock.Pass(TimeSpan.FromHours(1));
        place.Stub.Forget();
        Assert.Equal("The vendor answered 500, api_error.", (await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token)).Problem);
        Assert.Equal(5, place.Stub.Calls.Count);
        var failed = (await place.Database.VendorReport.PullsAsync(Token)).Single();
        Assert.Equal((done.DoneAtMs, done.RowsRead, done.RefreshedAtMs), (failed.DoneAtMs, failed.RowsRead, failed.RefreshedAtMs));
        Assert.Equal(3, (await place.KeptAsync()).Count);

        failing = 0;
        Assert.Null((await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token)).Problem);
        Assert.Null((await place.Database.VendorReport.PullsAsync(Token)).Single().Problem);
    }

    [Fact]
    public async Task What_answers_slowly_too_much_again_and_again_or_elsewhere_is_given_up()
    {
        await using var place = await VendorPlace.OpenAsync(limit: TimeSpan.FromMilliseconds(700));
        var connection = await place.ConnectAsync(VendorKind.Enterprise);
        await EnterpriseAsync(place, 3);
        Func<HttpContext, Task> answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        place.Stub.Instead = async (_, context) =>
        {
            try
            {
                await answer(context);
            }
            catch (OperationCanceledException)
            {
                // The caller left.
            }

            return true;
        };

        async Task<string?> ProblemAsync() => (await place.Puller.PullAsync(connection, VendorReads.EnterpriseCost, Token)).Problem;

        Assert.StartsWith("There was no answer within", await ProblemAsync(), StringComparison.Ordinal);
        answer = context => context.Response.WriteAsync("""{"data":[],"has_more":true,"next_page":"here"}""");
        Assert.Equal("The vendor gives the same page again and again.", await ProblemAsync());
        answer = context => context.Response.WriteAsync("""{"data":[],"has_more":true}""");
        Assert.Equal("An answer does not fit: next_page is missing.", await ProblemAsync());
        answer = context => context.Response.WriteAsync("<html>sign in first</html>");
        Assert.Equal("An answer does not fit: The answer is not JSON, or is nested more than 16 deep.", await ProblemAsync());
        answer = async context =>
        {
            var chunk = new byte[1 << 20];
            for (var i = 0; i < 17; i++)
            {
                await context.Response.Body.WriteAsync(chunk);
            }
        };
        Assert.Equal("The answer is longer than 16 MB.", await ProblemAsync());
        answer = context =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (302, "http://169.254.169.254/");
            return Task.CompletedTask;
        };
        Assert.Equal("The vendor answered 302, a redirect, which is not followed.", await ProblemAsync());
        answer = context => AdminApiStub.FailAsync(context, 403, "permission_error");
        Assert.Equal("The key may not read this (403, permission_error).", await ProblemAsync());
        Assert.Empty(await place.KeptAsync());
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

    [Fact]
    public async Task Spend_limits_that_are_not_set_up_at_the_vendor_are_told_in_words()
    {
        await using var place = await VendorPlace.OpenAsync();
        var connection = await place.ConnectAsync(VendorKind.Enterprise);
        place.Stub.Instead = async (_, context) =>
        {
            await AdminApiStub.FailAsync(context, 400, "invalid_request_error", "overage billing is not enabled for this organization");
            return true;
        };

        Assert.Equal("Overage billing is not enabled for this organisation at the vendor, so there are no spend limits to read.", (await place.Puller.PullAsync(connection, VendorReads.SpendLimits, Token)).Problem);
    }

    [Fact]
    public async Task A_private_address_is_only_called_where_the_configuration_allows_it()
    {
        await using var place = await VendorPlace.OpenAsync();
        var connection = await place.ConnectAsync(VendorKind.Enterprise);
        using var session = new VendorApi(allowsPrivate: false, Dns.GetHostAddressesAsync, TimeSpan.FromSeconds(20)).Open(connection);
        using var rebound = new VendorApi(allowsPrivate: false, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), TimeSpan.FromSeconds(20))
            .Open(connection with { Address = new Uri($"https://api.example.test:{place.Stub.Address.Port}") });

        Assert.Equal("The address is private, and this server does not allow private addresses.", Assert.IsType<VendorAnswer.Refused>(await session.GetAsync("/", Token)).Words);
        Assert.Equal("The address is private, and this server does not allow private addresses.", Assert.IsType<VendorAnswer.Refused>(await rebound.GetAsync("/", Token)).Words);
        Assert.Empty(place.Stub.Calls);
        var draft = new VendorDraft { Name = "a", Key = AdminApiStub.Key, Address = "http://127.0.0.1:5" };
        Assert.Equal("The address must begin with https.", draft.Problem(isNew: true, allowsPrivate: false));
    }

    private static Task EnterpriseAsync(VendorPlace place, int people)
    {
        place.Stub.RefreshedAt = place.Clock.GetUtcNow().AddHours(-4);
        place.Stub.Rows[VendorReportKind.EnterpriseCost] = [.. Enumerable.Range(0, people).Select(p => (place.Today.AddDays(-1), AdminApiStub.Cost($"p{p}@example.test", "100")))];
        return Task.CompletedTask;
    }

    private static Nanodollars Cents(string text) => Usd.TryParseCents(System.Text.Encoding.UTF8.GetBytes(text), out var amount) ? amount : throw new FormatException(text);

    private static JsonObject ClaudeCode(string email, int cents) => new()
    {
        ["actor"] = new JsonObject { ["type"] = "user_actor", ["email_address"] = email },
        ["customer_type"] = "api",
        ["is_remote"] = false,
        ["terminal_type"] = "iTerm.app",
        ["model_breakdown"] = new JsonArray(new JsonObject
        {
            ["model"] = "claude-opus-4-8",
            ["tokens"] = new JsonObject { ["input"] = 1, ["output"] = 2, ["cache_read"] = 3, ["cache_creation"] = 4 },
            ["estimated_cost"] = new JsonObject { ["amount"] = cents, ["currency"] = "USD" },
        }),
    };

    private static JsonObject Usage() => new()
    {
        ["account_id"] = "user_9",
        ["model"] = "claude-opus-4-6",
        ["uncached_input_tokens"] = 1,
        ["output_tokens"] = 2,
        ["cache_read_input_tokens"] = 3,
        ["cache_creation"] = new JsonObject { ["ephemeral_5m_input_tokens"] = 4, ["ephemeral_1h_input_tokens"] = 5 },
    };

    private static JsonObject UsageOf(string email)
    {
        var row = Usage();
        row["actor"] = new JsonObject { ["type"] = "user_actor", ["user_id"] = "user_9", ["email"] = email };
        return row;
    }

    private static JsonObject Limit(string user, string? amount, string spent) => new()
    {
        ["scope"] = new JsonObject { ["type"] = "user", ["user_id"] = user },
        ["amount"] = amount,
        ["currency"] = "USD",
        ["period"] = "monthly",
        ["source"] = new JsonObject { ["type"] = "seat_tier" },
        ["period_to_date_spend"] = spent,
    };
}
