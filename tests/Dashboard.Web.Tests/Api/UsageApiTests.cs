using System.Globalization;
using System.Net;
using System.Text;
using Dashboard.Cli.Import;
using Dashboard.Storage;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Api;

public sealed class UsageApiTests
{
    [Fact]
    public async Task The_five_counts_sum_to_the_records_sent_as_an_array_and_as_lines()
    {
        using var host = new WebHost();
        using var caller = await host.ProgramAsync();
        var broken = """{"at":"yesterday","model":"claude-opus-4-8","inputTokens":1}""";

        var array = await caller.SendAsync("/api/v1/usage", $"[{ApiCaller.Record("1")},{ApiCaller.Record("2")},{ApiCaller.Record("1")},{broken}]");
        var lines = await caller.SendAsync("/api/v1/usage", $"{ApiCaller.Record("2")}\n{ApiCaller.Record("3")}\nnot a record\n{broken}\n", ApiCaller.Ndjson);

        Assert.Equal("2 0 1 0 1", await array.CountsAsync());
        Assert.Equal("1 0 1 0 2", await lines.CountsAsync());
        var rejected = (await array.JsonAsync()).GetProperty("rejected")[0];
        Assert.Equal("record 4", rejected.GetProperty("where").GetString());
        Assert.StartsWith("at is not an instant", rejected.GetProperty("reason").GetString(), StringComparison.Ordinal);

        // 1,000 × 5 + 100 × 25 USD a million tokens, three times.
        Assert.Equal((3, 3 * 7_500_000), await host.TotalsAsync());
    }

    [Fact]
    public async Task Names_of_a_record_are_found_without_a_seat_and_an_unknown_field_is_named_in_the_answer_and_the_issues()
    {
        using var host = new WebHost();
        using var caller = await host.ProgramAsync();

        var sent = await caller.SendAsync("/api/v1/usage", $"[{ApiCaller.Record("1", ",\"apiKey\":\"ci-prod\",\"host\":\"build-7\",\"hostname\":\"x\"")}]");
        var plain = await caller.SendAsync("/api/v1/usage", $"[{ApiCaller.Record("2")}]");

        Assert.Equal("1 0 0 0 0", await sent.CountsAsync());
        Assert.Equal("No record has a field hostname: it was not kept.", (await sent.JsonAsync()).GetProperty("warnings")[0].GetString());
        Assert.False((await plain.JsonAsync()).TryGetProperty("warnings", out _));
        Assert.Equal("No record has a field hostname: it was not kept.", Assert.Single(await host.Services.GetRequiredService<SourceReads>().IssuesAsync(null, 10)).Reason);
        var names = await IdentitiesRead.UnmatchedAsync(host.Services.GetRequiredService<Database>(), new IdentityQuery());
        Assert.Equal(["ci-prod", "build-7"], names.Rows.Select(r => r.Identity.Value));
    }

    [Fact]
    public async Task Usage_dated_more_than_a_day_ahead_is_rejected_by_place_and_line_and_the_rest_stands()
    {
        using var host = new WebHost();
        using var caller = await host.ProgramAsync();
        var ahead = DateTimeOffset.UtcNow.AddDays(3.5).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        string Later(string text) => text.Replace(ApiCaller.At, ahead, StringComparison.Ordinal);

        var records = await caller.SendAsync("/api/v1/usage", $"[{ApiCaller.Record("1")},{Later(ApiCaller.Record("2"))}]");
        var lines = await caller.SendAsync("/api/v1/usage/transcripts", ApiCaller.Line("a") + Later(ApiCaller.Line("b")) + ApiCaller.Line("c"), ApiCaller.Ndjson);
        var result = await caller.SendAsync($"/api/v1/usage/results?at={ahead}", """{"type":"result","session_id":"run","uuid":"r1","total_cost_usd":0.5}""");

        foreach (var (answer, counts, where) in ((HttpResponseMessage, string, string)[])[(records, "1 0 0 0 1", "record 2"), (lines, "2 0 0 0 1", "line 2"), (result, "0 0 0 0 1", "line 1")])
        {
            Assert.Equal(counts, await answer.CountsAsync());
            var rejected = (await answer.JsonAsync()).GetProperty("rejected")[0];
            Assert.Equal((where, "It is dated more than 3 days ahead of now."), (rejected.GetProperty("where").GetString(), rejected.GetProperty("reason").GetString()));
        }

        Assert.Equal((3, 3 * 7_500_000), await host.TotalsAsync());
    }

    [Fact]
    public async Task The_same_file_dropped_and_sent_counts_once()
    {
        using var host = new WebHost();
        using var caller = await host.ProgramAsync();
        var file = ApiCaller.Line("a") + ApiCaller.Line("b");
        var sources = host.Services.GetRequiredService<IntakeSources>();
        var dropped = new IntakeOrigin(await sources.FindOrAddAsync("dropped", "upload"));

        var drop = await host.Services.GetRequiredService<UsageIntake>().ReadStreamAsync(dropped, "t.jsonl", new MemoryStream(Encoding.UTF8.GetBytes(file)));
        var sent = await caller.SendAsync("/api/v1/usage/transcripts?seat=jane@example.com", file, ApiCaller.Ndjson);
        var record = await caller.SendAsync("/api/v1/usage", $"[{ApiCaller.Record("x", ",\"messageId\":\"msg-a\"")}]");

        Assert.Equal(2, drop.Accepted);
        Assert.Equal("0 2 0 0 0", await sent.CountsAsync());
        Assert.StartsWith("0 ", await record.CountsAsync(), StringComparison.Ordinal);
        Assert.Equal((2, 2 * 7_500_000), await host.TotalsAsync());
    }

    [Fact]
    public async Task Gzip_is_unpacked_and_a_broken_line_costs_only_itself()
    {
        using var host = new WebHost();
        using var caller = await host.ProgramAsync();

        var answer = await caller.SendAsync("/api/v1/usage/transcripts?seat=jane@example.com", ApiCaller.Line("a") + "{\"type\":\"assistant\", cut\n" + ApiCaller.Line("b"), "application/octet-stream", packed: true);

        Assert.Equal("2 0 0 0 1", await answer.CountsAsync());
        Assert.Equal("line 2", (await answer.JsonAsync()).GetProperty("rejected")[0].GetProperty("where").GetString());
    }

    [Fact]
    public async Task What_is_not_taken_is_refused_with_problem_details()
    {
        using var host = new WebHost();
        using var caller = await host.ProgramAsync();

        async Task RefusedAsync(HttpStatusCode status, Task<HttpResponseMessage> sending)
        {
            var answer = await sending;
            Assert.Equal(status, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        }

        await RefusedAsync(HttpStatusCode.UnsupportedMediaType, caller.SendAsync("/api/v1/usage", "a=b", "application/x-www-form-urlencoded"));
        await RefusedAsync(HttpStatusCode.BadRequest, caller.SendAsync("/api/v1/usage?seat=nobody", "[]"));
        await RefusedAsync(HttpStatusCode.BadRequest, caller.SendAsync("/api/v1/usage/results?at=soon", "{}"));
        await RefusedAsync(HttpStatusCode.RequestEntityTooLarge, caller.SendAsync("/api/v1/usage", string.Concat(Enumerable.Range(0, 10_001).Select(i => ApiCaller.Record($"{i}") + "\n")), ApiCaller.Ndjson));
        await RefusedAsync(HttpStatusCode.RequestEntityTooLarge, caller.SendAsync("/api/v1/usage", new string(' ', 40 << 20), packed: true));
        await RefusedAsync(HttpStatusCode.NotFound, caller.GetAsync(new Uri("/api/v1/nothing", UriKind.Relative)));
        Assert.Equal((0, 0), await host.TotalsAsync());
    }

    [Theory]
    [InlineData("GET", "/api/v1/usage", "POST")]
    [InlineData("DELETE", "/api/v1/seats/jane@example.com", "GET")]
    [InlineData("PUT", "/api/v1/summary", "GET")]
    public async Task Another_method_than_an_address_takes_is_405_and_says_which_it_takes(string method, string path, string allowed)
    {
        using var host = new WebHost();
        using var caller = await host.ProgramAsync();
        using var anyone = host.Browser();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var answer = await caller.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(allowed, answer.Content.Headers.Allow);
        using var without = new HttpRequestMessage(new HttpMethod(method), path);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anyone.SendAsync(without)).StatusCode);
    }

    [Fact]
    public async Task Elements_that_are_no_records_are_counted_and_named()
    {
        using var host = new WebHost();
        using var caller = await host.ProgramAsync();

        var answer = await caller.SendAsync("/api/v1/usage", $"[5,{ApiCaller.Record("1")},null,\"x\"]");

        Assert.Equal("1 0 0 0 3", await answer.CountsAsync());
        Assert.Equal(["record 1", "record 3", "record 4"], (await answer.JsonAsync()).GetProperty("rejected").EnumerateArray().Select(r => r.GetProperty("where").GetString()));
    }

    [Fact]
    public async Task A_body_that_says_gzip_and_is_not_is_refused()
    {
        using var host = new WebHost();
        using var caller = await host.ProgramAsync();
        using var content = new StringContent("plain", Encoding.UTF8, "application/json");
        content.Headers.ContentEncoding.Add("gzip");

        var answer = await caller.PostAsync(new Uri("/api/v1/usage", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/usage")]
    [InlineData("/api/v1/usage/transcripts")]
    public async Task Gzip_that_ends_too_early_is_refused_and_not_taken_for_all(string path)
    {
        using var host = new WebHost();
        using var caller = await host.ProgramAsync();
        var packed = ApiCaller.Pack(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 500).Select(i => ApiCaller.Line($"{i}")))));
        foreach (var part in (byte[][])[packed[..^1], packed[..^8], packed[..(packed.Length / 2)]])
        {
            using var content = new ByteArrayContent(part);
            content.Headers.ContentEncoding.Add("gzip");
            var answer = await caller.PostAsync(new Uri(path, UriKind.Relative), content);

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task Usage_of_an_unknown_seat_is_kept_unassigned_and_its_email_is_remembered()
    {
        using var host = new WebHost();
        using var caller = await host.ProgramAsync();
        const string Result = """{"type":"result","session_id":"run","uuid":"r1","total_cost_usd":0.5,"modelUsage":{"claude-opus-4-8":{"inputTokens":10,"outputTokens":10,"costUSD":0.5}}}""";

        await caller.SendAsync("/api/v1/usage/transcripts?seat=New@Example.com", ApiCaller.Line("a"));
        var result = await caller.SendAsync("/api/v1/usage/results?seat=new@example.com&at=2026-11-19T10:00:00Z", Result);

        Assert.Equal("1 0 0 0 0", await result.CountsAsync());
        await using var db = host.Services.GetRequiredService<Database>().CreateDbContext();
        Assert.Equal("new@example.com", (await db.Set<ActorRow>().SingleAsync()).Text);
        var events = await db.Set<UsageEventRow>().AsNoTracking().ToListAsync();
        Assert.Equal(2, events.Count);
        Assert.All(events, e => Assert.Equal((0, 1), (e.SeatId, e.ActorId)));
        Assert.Contains(events, e => e.OccurredAtMs == new DateTimeOffset(2026, 11, 19, 10, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() && e.CostNano == 500_000_000);
    }

    [Fact]
    public async Task The_id_of_a_record_counts_within_its_source_only()
    {
        using var host = new WebHost();
        using var caller = await host.ProgramAsync();
        using var other = await host.ProgramAsync("another");
        using var renewed = await host.ProgramAsync();

        Assert.Equal("1 0 0 0 0", await (await caller.SendAsync("/api/v1/usage", ApiCaller.Record("1"))).CountsAsync());
        Assert.Equal("1 0 0 0 0", await (await other.SendAsync("/api/v1/usage", ApiCaller.Record("1"))).CountsAsync());
        Assert.Equal("0 0 1 0 0", await (await renewed.SendAsync("/api/v1/usage", ApiCaller.Record("1"))).CountsAsync());
    }

    [Fact]
    public async Task Health_is_told_to_everyone()
    {
        using var host = new WebHost();
        using var anyone = host.Browser();

        Assert.Equal("""{"status":"live"}""", await anyone.GetStringAsync(new Uri("/health/live", UriKind.Relative)));
        Assert.Equal("""{"status":"ready"}""", await anyone.GetStringAsync(new Uri("/health/ready", UriKind.Relative)));
    }
}
