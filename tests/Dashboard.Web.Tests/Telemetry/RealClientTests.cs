using System.Text.Json;
using Dashboard.Credits.Money;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Rows;
using Dashboard.Web.Features.Telemetry;
using Dashboard.Web.Security;
using Dashboard.Web.Telemetry;
using Dashboard.Web.Tests.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dashboard.Web.Tests.Telemetry;

/// <summary>
/// The vendor's own clients and the OpenTelemetry SDK, from npm, against the running product. Where npm cannot be reached the bodies that the
/// same clients sent once take their place, and the output says so.
/// </summary>
public sealed class RealClientTests(ITestOutputHelper output)
{
    private const string Ana = "ana@example.org";
    private const string Ben = "ben@example.org";
    private const string Unreachable = "npm cannot be reached: the captured bodies of Claude Code 2.1.197 and Agent SDK 0.3.328 take the place of the real clients in the test beside this one.";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Claude_code_and_the_agent_sdk_send_seat_pool_cost_subagents_and_refusals_and_their_files_add_nothing()
    {
        using var host = new WebHost();
        using var caller = new HttpClient { BaseAddress = host.Listen() };
        var key = await SetUpAsync(host, caller);
        using var clients = await NodeClients.InstallAsync(Stop);
        if (clients is null)
        {
            output.WriteLine(Unreachable);
            TestContext.Current.SendDiagnosticMessage(Unreachable);
            return;
        }

        var settings = new ClientSettings(caller.BaseAddress!.ToString(), key);
        string[] printed =
        [
            await clients.ClaudeAsync("Say hello.", "json", Telemetry(settings, "http/json", Ana), Stop),
            await clients.ClaudeAsync("DELEGATE this.", "stream-json", Telemetry(settings, "http/protobuf", Ben), Stop),
            await clients.ClaudeAsync("OUT-OF-CREDIT", "json", Telemetry(settings, "http/json", Ana), Stop),
            await clients.ClaudeAsync("BUSY", "json", Telemetry(settings, "http/protobuf", Ana), Stop),
            await clients.AgentAsync("DELEGATE this.", "claude-opus-5-5", Telemetry(settings, "http/protobuf", Ben), Stop),
            await clients.AgentAsync("TOO-MANY", "claude-haiku-5-5", Telemetry(settings, "http/json", Ben), Stop),
        ];

        var truth = (await File.ReadAllLinesAsync(clients.Truth, Stop)).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var cost = truth.Sum(CostOf);
        output.WriteLine($"{truth.Count} requests answered, {Usd.Format(new Nanodollars(cost))} USD.");
        Assert.True(truth.Count >= 5, "The clients made too few requests: " + string.Join('\n', printed));
        Assert.Equal((truth.Count, cost), await host.TotalsAsync());
        await using (var db = host.Services.GetRequiredService<Database>().CreateDbContext())
        {
            var events = await db.Set<UsageEventRow>().AsNoTracking().ToListAsync(Stop);
            Assert.All(events, e => Assert.Equal((int)Pool.Programmatic, e.Pool));
            Assert.Equal([1, 2], events.Select(e => e.SeatId).Distinct().Order());
            Assert.Equal(1, events.Count(e => e.SeatId == 1));
            Assert.Contains("platform", (await db.Set<TagsRow>().AsNoTracking().ToListAsync(Stop)).Select(t => JsonDocument.Parse(t.Text).RootElement.GetProperty("team").GetString()));
        }

        var reads = new TelemetryRead(host.Services.GetRequiredService<Database>());
        Assert.Equal([SignalKind.OutOfCredit, SignalKind.Overloaded], (await reads.SignalsAsync(1, 0, long.MaxValue)).Select(s => s.Kind));
        Assert.Equal(SignalKind.RateLimited, Assert.Single(await reads.SignalsAsync(2, 0, long.MaxValue)).Kind);
        var today = DateOnly.FromDateTime(DateTime.UnixEpoch.AddMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));
        var checks = await reads.ChecksAsync(today.AddDays(-1), today);
        Assert.Equal(cost, checks.Sum(c => c.Metric.Value));

        // The same sessions' transcripts and results: nothing counts twice.
        foreach (var file in Directory.GetFiles(clients.Home, "*.jsonl", SearchOption.AllDirectories))
        {
            await caller.SendAsync("/api/v1/usage/transcripts", await File.ReadAllTextAsync(file, Stop), ApiCaller.Ndjson);
        }

        foreach (var result in printed)
        {
            await caller.SendAsync("/api/v1/usage/results", result, ApiCaller.Ndjson);
        }

        Assert.Equal((truth.Count, cost), await host.TotalsAsync());
    }

    [Fact]
    public async Task The_exporters_of_the_open_telemetry_sdk_are_understood_over_http_and_grpc()
    {
        using var host = new WebHost().With("Dashboard:Telemetry:Grpc", "http://127.0.0.1:0");
        using var caller = new HttpClient { BaseAddress = host.Listen() };
        var key = await SetUpAsync(host, caller);
        using var clients = await NodeClients.InstallAsync(Stop);
        if (clients is null)
        {
            output.WriteLine(Unreachable);
            TestContext.Current.SendDiagnosticMessage(Unreachable);
            return;
        }

        var grpc = host.Services.GetServices<IHostedService>().OfType<GrpcReceiver>().Single().Address!;
        await clients.ExportAsync(Stop, caller.BaseAddress!.ToString().TrimEnd('/'), grpc.ToString(), key, Ana);

        Assert.Equal((3, 3 * 7_500_000), await host.TotalsAsync());
        var today = DateOnly.FromDateTime(DateTime.UnixEpoch.AddMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));
        var check = Assert.Single(await new TelemetryRead(host.Services.GetRequiredService<Database>()).ChecksAsync(today.AddDays(-1), today));
        Assert.Equal((1, 3 * 7_500_000, 3 * 7_500_000), (check.SeatId, check.Metric.Value, check.Usage.Value));
    }

    [Theory]
    [InlineData("claude-code-2.1.197", 5, "0.132075")]
    [InlineData("claude-agent-sdk-0.3.328", 13, "0.2250945")]
    public async Task Bodies_that_the_clients_sent_once_are_their_requests(string client, int requests, string usd)
    {
        using var host = new WebHost();
        using var caller = host.Browser();
        await SetUpAsync(host, caller);

        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "captured", client), "*", SearchOption.AllDirectories))
        {
            var isJson = file.EndsWith(".json", StringComparison.Ordinal);
            await caller.ExportAsync(file.Contains("logs", StringComparison.Ordinal) ? "/v1/logs" : "/v1/metrics", await File.ReadAllBytesAsync(file, Stop), isJson ? TelemetryCaller.Json : TelemetryCaller.Protobuf);
        }

        Assert.True(Usd.TryParse(usd, out var cost));
        Assert.Equal((requests, cost.Value), await host.TotalsAsync());
    }

    private static async Task<string> SetUpAsync(WebHost host, HttpClient caller)
    {
        var now = TimeProvider.System.GetUtcNow();
        var from = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-3);
        DecisionBody[] bodies = [new OrganisationCreated("Example", "UTC", from), new SeatAdded(-1, Ana, "", "pro", "Blue", null, 1, from), new SeatAdded(-2, Ben, "", "pro", "Red", null, 1, from)];
        Assert.IsNotType<AppendResult.Refused>(await host.Services.GetRequiredService<Database>().Decisions.AppendAsync([.. bodies.Select(b => new NewDecision(b, now.AddDays(-3).ToUnixTimeMilliseconds()))], "test", now.ToUnixTimeMilliseconds()));
        var key = (await host.ApiKeys.CreateAsync(new ApiKeyRequest("clients", ApiKeyScopes.Ingest), Caller.Product)).Key;
        caller.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return key;
    }

    /// <summary>The very variables that the page tells people to set.</summary>
    private static Dictionary<string, string> Telemetry(ClientSettings settings, string protocol, string seat) => new(settings.Variables)
    {
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
        ["OTEL_RESOURCE_ATTRIBUTES"] = $"enduser.id={seat},team.id=platform,cost_center=eng-1",
    };

    private static long CostOf(JsonElement request)
    {
        var usage = request.GetProperty("usage");
        long Count(string name) => usage.GetProperty(name).GetInt64();
        var split = usage.GetProperty("cache_creation");
        var record = new UsageRecord
        {
            Source = UsageSource.Transcript,
            Model = request.GetProperty("model").GetString()!,
            Tokens = new TokenCounts(Count("input_tokens"), Count("output_tokens"), split.GetProperty("ephemeral_5m_input_tokens").GetInt64(), split.GetProperty("ephemeral_1h_input_tokens").GetInt64(), Count("cache_read_input_tokens")),
        };
        return Rater.Rate(record, PriceBook.Shipped).Effective!.Value.Value;
    }
}
