using System.Net;
using System.Text;
using System.Text.Json;
using Dashboard.Credits.Usage;
using Dashboard.Storage;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Rows;
using Dashboard.TestKit.Telemetry;
using Dashboard.Web.Security;
using Dashboard.Web.Tests.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Dashboard.Web.Tests.Telemetry.TelemetryCaller;

namespace Dashboard.Web.Tests.Telemetry;

public sealed class TelemetryApiTests
{
    private static readonly (string, object)[] Ana = [("service.name", "claude-code"), ("enduser.id", "ana@example.org"), ("team.id", "platform")];

    [Fact]
    public async Task Logs_count_once_in_both_encodings_packed_chunked_and_beside_the_transcript()
    {
        using var host = new WebHost { Clock = new SetClock(DateTimeOffset.FromUnixTimeMilliseconds(At)) };
        using var caller = new HttpClient { BaseAddress = host.Listen() };
        await host.FoundAsync();
        caller.DefaultRequestHeaders.Authorization = new("Bearer", (await host.ApiKeys.CreateAsync(new ApiKeyRequest("laptops", ApiKeyScopes.Ingest), Caller.Product)).Key);

        foreach (var isJson in (bool[])[true, false])
        {
            foreach (var (packed, chunked) in ((bool, bool)[])[(false, false), (true, false), (false, true), (true, true)])
            {
                var answer = await caller.ExportAsync("/v1/logs", TelemetryBody.Logs(isJson, Ana, Request("req-a"), Request("req-b")), isJson ? Json : Protobuf, packed, chunked);

                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                Assert.Equal(isJson ? Json : Protobuf, answer.Content.Headers.ContentType!.MediaType);
                Assert.Equal(isJson ? "{}" : "", await answer.Content.ReadAsStringAsync());
            }
        }

        await caller.SendAsync("/api/v1/usage/transcripts?seat=ana@example.org", ApiCaller.Line("a") + ApiCaller.Line("c"), ApiCaller.Ndjson);

        Assert.Equal((3, 3 * 7_500_000), await host.TotalsAsync());
        await using var db = host.Services.GetRequiredService<Database>().CreateDbContext();
        var events = await db.Set<UsageEventRow>().AsNoTracking().ToListAsync();
        Assert.All(events, e => Assert.Equal(1, e.SeatId));
        Assert.Equal(2, events.Count(e => e.Pool == (int)Pool.Programmatic && e.AuthoritativeNano == 7_500_000));
        Assert.Contains("Telemetry: laptops", await db.Set<SourceRow>().Select(s => s.Name).ToListAsync());
    }

    [Fact]
    public async Task What_is_not_taken_is_counted_and_named_in_the_requests_own_encoding_and_the_rest_stands()
    {
        using var host = new WebHost { Clock = new SetClock(DateTimeOffset.FromUnixTimeMilliseconds(At)) };
        using var caller = await host.ProgramAsync();
        TelemetryRecord[] records = [Request("a"), Request("b", output: -5), Request("c") with { TimeNano = (At + (3 * 86_400_000L)) * 1_000_000 }, Request("d")];

        var json = await (await caller.ExportAsync("/v1/logs", TelemetryBody.Logs(true, Ana, records), Json)).JsonAsync();
        var protobuf = await (await caller.ExportAsync("/v1/logs", TelemetryBody.Logs(false, Ana, records), Protobuf)).Content.ReadAsByteArrayAsync();
        var metrics = await (await caller.ExportAsync("/v1/metrics", TelemetryBody.Metrics(true, TelemetryBody.Delta, Ana, new TelemetryPoint("claude_code.cost.usage", 1, 2, -1.5, ("model", "m"))), Json)).JsonAsync();

        var partial = json.GetProperty("partialSuccess");
        Assert.Equal("2", partial.GetProperty("rejectedLogRecords").GetString());
        Assert.Equal("log record 2: A count is not a whole number from 0 to 1,000,000,000. log record 3: It is dated more than 2 days ahead of now.", partial.GetProperty("errorMessage").GetString());

        // Field 1 a message, in it field 1 the number and field 2 the text.
        Assert.Equal([0x0A, (byte)(protobuf.Length - 3), 0x01, 0x08, 0x02, 0x12], (byte[])[protobuf[0], (byte)(protobuf.Length - 3), 0x01, protobuf[3], protobuf[4], protobuf[5]]);
        Assert.Contains("log record 2", Encoding.UTF8.GetString(protobuf), StringComparison.Ordinal);
        Assert.Equal("1", metrics.GetProperty("partialSuccess").GetProperty("rejectedDataPoints").GetString());
        Assert.Equal((2, 2 * 7_500_000), await host.TotalsAsync());
        var issues = await host.Services.GetRequiredService<SourceReads>().IssuesAsync(null, 10);
        Assert.Contains(issues, i => i.Place == "data point 1" && i.Reason == "The value is out of range.");
    }

    [Fact]
    public async Task What_is_no_export_is_refused_with_a_status_in_its_own_encoding()
    {
        using var host = new WebHost();
        using var caller = await host.ProgramAsync();

        var json = await caller.ExportAsync("/v1/logs", "{\"resourceLogs\":5}"u8.ToArray(), Json);
        var protobuf = await caller.ExportAsync("/v1/metrics", "nonsense"u8.ToArray(), Protobuf);
        var large = await caller.ExportAsync("/v1/logs", new byte[33 << 20], Protobuf, packed: true);
        var sent = await caller.ExportAsync("/v1/logs", new byte[9 << 20], Protobuf);

        Assert.Equal((HttpStatusCode.BadRequest, 3), (json.StatusCode, (await json.JsonAsync()).GetProperty("code").GetInt32()));
        Assert.Equal((HttpStatusCode.BadRequest, Protobuf), (protobuf.StatusCode, protobuf.Content.Headers.ContentType!.MediaType));
        Assert.Equal([0x08, 3, 0x12], (await protobuf.Content.ReadAsByteArrayAsync())[..3]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, sent.StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await caller.ExportAsync("/v1/logs", [], "text/plain")).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await caller.ExportAsync("/v1/logs", [], null)).StatusCode);
    }

    [Fact]
    public async Task A_key_that_sends_too_often_is_told_when_to_come_again()
    {
        using var host = new WebHost();
        using var caller = await host.ProgramAsync(new ApiKeyRequest("busy", ApiKeyScopes.Ingest, RequestsPerMinute: 1));

        await caller.ExportAsync("/v1/logs", "{}"u8.ToArray(), Json);
        var answer = await caller.ExportAsync("/v1/logs", "{}"u8.ToArray(), Json);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(8, (await answer.JsonAsync()).GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_key_for_some_seats_sends_theirs_and_no_others()
    {
        using var host = new WebHost { Clock = new SetClock(DateTimeOffset.FromUnixTimeMilliseconds(At)) };
        await host.FoundAsync();
        using var caller = await host.ProgramAsync(new ApiKeyRequest("blue", ApiKeyScopes.Ingest, new KeySeats(["Blue"], [])));

        var answer = await caller.ExportAsync("/v1/logs", TelemetryBody.Logs(true, [], Request("a", 1, ("user.email", "ANA@example.org")), Request("b", 1, ("user.email", "ben@example.org")), Request("c")), Json);

        Assert.Equal("2", (await answer.JsonAsync()).GetProperty("partialSuccess").GetProperty("rejectedLogRecords").GetString());
        Assert.Equal(1, (await host.TotalsAsync()).Events);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_taken_unless_it_was_opened_and_then_a_wrong_key_is_refused_all_the_same()
    {
        var body = TelemetryBody.Logs(true, Ana, Request("a"));
        using var closed = new WebHost();
        using var stranger = closed.Browser();
        using var log = new HeardLog();
        using var open = new WebHost { Log = log, Clock = new SetClock(DateTimeOffset.FromUnixTimeMilliseconds(At)) }.With("Dashboard:Telemetry:Open", "true");
        using var anyone = open.Browser();
        using var reader = await open.ProgramAsync(new ApiKeyRequest("reader", ApiKeyScopes.Read));
        using var wrong = open.Browser();
        wrong.DefaultRequestHeaders.Authorization = new("Bearer", "dd_wrong");

        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.ExportAsync("/v1/logs", body, Json)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await anyone.ExportAsync("/v1/logs", body, Json)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await wrong.ExportAsync("/v1/logs", body, Json)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.ExportAsync("/v1/logs", body, Json)).StatusCode);
        Assert.Equal(1, (await open.TotalsAsync()).Events);
        Assert.Equal(0, (await closed.TotalsAsync()).Events);
        Assert.Contains("Warning Dashboard.Web.Telemetry.TelemetryNotice: Telemetry is open", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_become_signals_of_their_seat_and_nothing_of_their_words_is_kept()
    {
        using var host = new WebHost { Clock = new SetClock(DateTimeOffset.FromUnixTimeMilliseconds(At)) };
        await host.FoundAsync();
        using var caller = await host.ProgramAsync();
        TelemetryRecord[] refusals =
        [
            Refusal(400, "Your credit balance is too low to access the Anthropic API.", 1, ("user.email", "ana@example.org")),
            Refusal(429, "rate limit, secret-words", 2, ("user.email", "ana@example.org")),
            Refusal(529, "Overloaded", 3, ("user.email", "ana@example.org")),
            Refusal(500, "secret-words", 4, ("user.email", "ana@example.org")),
        ];

        await caller.ExportAsync("/v1/logs", TelemetryBody.Logs(true, [], refusals), Json);
        await caller.ExportAsync("/v1/logs", TelemetryBody.Logs(false, [], refusals), Protobuf);

        var signals = await new TelemetryRead(host.Services.GetRequiredService<Database>()).SignalsAsync(1, 0, long.MaxValue);
        Assert.Equal([SignalKind.OutOfCredit, SignalKind.RateLimited, SignalKind.Overloaded], signals.Select(s => s.Kind));
        Assert.All(signals, s => Assert.Equal(1, s.Count));
        await using var db = host.Services.GetRequiredService<Database>().CreateDbContext();
        Assert.DoesNotContain("secret", JsonSerializer.Serialize(await db.Set<UsageSignalRow>().ToListAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_without_anything_that_counts_leave_one_line_in_five_minutes()
    {
        var clock = new SetClock(DateTimeOffset.FromUnixTimeMilliseconds(At));
        using var host = new WebHost { Clock = clock };
        using var caller = await host.ProgramAsync();
        var body = TelemetryBody.Logs(true, Ana, new TelemetryRecord("claude_code.user_prompt", At * 1_000_000, ("prompt", "x")));
        var metrics = TelemetryBody.Metrics(false, TelemetryBody.Delta, Ana, new TelemetryPoint("claude_code.cost.usage", 1, At * 1_000_000, 0.5, ("model", "m")));

        for (var i = 0; i < 5; i++)
        {
            await caller.ExportAsync("/v1/logs", body, Json);
            await caller.ExportAsync("/v1/metrics", metrics, Protobuf);
            clock.Pass(TimeSpan.FromMinutes(1.5));
        }

        await using var db = host.Services.GetRequiredService<Database>().CreateDbContext();
        Assert.Equal(2, await db.Set<ImportBatchRow>().CountAsync());
        Assert.Equal(500_000_000, Assert.Single(await db.Set<MetricDayRow>().ToListAsync()).CostNano);
    }
}
