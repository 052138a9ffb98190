using System.Text.Json;
using Dashboard.Credits.Money;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion.Otlp;

namespace Dashboard.Ingestion.Tests.Otlp;

/// <summary>Bodies as the vendor's own clients sent them, against every request that was answered.</summary>
public sealed class CapturedTelemetryTests
{
    [Theory]
    [InlineData("claude-code-2.1.197", 5, "0.132075", 0, null)]
    [InlineData("claude-agent-sdk-0.3.328", 12, "0.2250945", 1, "req_011stub000007")]
    public void The_telemetry_of_a_client_is_every_request_that_was_answered(string client, int priced, string usd, int unpriced, string? neverSent)
    {
        // The client never sent an event for the request before its budget ran out; its transcript and its result have it.
        var truth = File.ReadLines(Fixtures.PathOf("clients", client, "truth.jsonl")).Select(l => JsonDocument.Parse(l).RootElement)
            .Where(t => t.GetProperty("requestId").GetString() != neverSent).ToList();
        var usage = Logs(client).SelectMany(l => l.Usage).Select(u => u.Record).ToList();

        Assert.Equal(truth.Select(t => t.GetProperty("requestId").GetString()).Order(), usage.Select(r => r.RequestId).Order());
        foreach (var request in truth)
        {
            var record = usage.Single(r => r.RequestId == request.GetProperty("requestId").GetString());
            var counts = request.GetProperty("usage");
            var split = counts.GetProperty("cache_creation");
            Assert.Equal(request.GetProperty("model").GetString(), record.Model);
            Assert.Equal(counts.GetProperty("input_tokens").GetInt64(), record.Tokens.Input);
            Assert.Equal(counts.GetProperty("output_tokens").GetInt64(), record.Tokens.Output);
            Assert.Equal(counts.GetProperty("cache_read_input_tokens").GetInt64(), record.Tokens.CacheRead);
            Assert.Equal(counts.GetProperty("cache_creation_input_tokens").GetInt64(), record.Tokens.CacheWrite);
            Assert.Equal(client.Contains("sdk", StringComparison.Ordinal) ? split.GetProperty("ephemeral_1h_input_tokens").GetInt64() : 0, record.Tokens.CacheWrite1h);
        }

        var rated = usage.ConvertAll(r => Rater.Rate(r, PriceBook.Shipped));
        Assert.Equal((priced, unpriced), (rated.Count(r => !r.IsUnpriced), rated.Count(r => r.IsUnpriced)));
        Assert.Equal(usd, Usd.Format(new Nanodollars(rated.Sum(r => r.Effective?.Value ?? 0))));
        Assert.Empty(Logs(client).SelectMany(l => l.Issues));
    }

    [Theory]
    [InlineData("claude-code-2.1.197", "sdk-cli")]
    [InlineData("claude-agent-sdk-0.3.328", "sdk-ts")]
    public void Every_request_names_its_seat_its_entrypoint_its_session_and_the_resources_own_words(string client, string entrypoint)
    {
        var usage = Logs(client).SelectMany(l => l.Usage).Select(u => u.Record).ToList();

        Assert.All(usage, r => Assert.Equal(entrypoint, r.Entrypoint));
        Assert.All(usage, r => Assert.Equal(Pool.Programmatic, PoolRules.Shipped.Decide(r)));
        Assert.All(usage, r => Assert.EndsWith("@example.test", r.SeatEmail, StringComparison.Ordinal));
        Assert.All(usage, r => Assert.NotNull(r.Session));
        if (client.Contains("sdk", StringComparison.Ordinal))
        {
            Assert.All(usage, r => Assert.Equal("nightly-triage", r.App));
        }
        else
        {
            Assert.All(usage, r => Assert.Equal(r.SeatEmail == "ben@example.test" ? ("data", "eng-2") : ("platform", "eng-1"), (r.Tags!["team"], r.Tags["cost_centre"])));
        }
    }

    [Fact]
    public void Refusals_of_the_vendor_are_read_with_their_status_and_the_seat()
    {
        var code = Logs("claude-code-2.1.197").SelectMany(l => l.Errors).ToList();
        var sdk = Logs("claude-agent-sdk-0.3.328").SelectMany(l => l.Errors).ToList();

        Assert.Equal([400, 429, 529], code.Select(e => e.Status!.Value).Order());
        Assert.Equal("Your credit balance is too low", Assert.Single(sdk).Text[..30]);
        Assert.All(code, e => Assert.NotNull(e.SeatEmail));
        Assert.Equal(4, code.Concat(sdk).Select(e => e.Key).Distinct().Count());
    }

    [Theory]
    [InlineData("claude-code-2.1.197", "0.132075")]
    [InlineData("claude-agent-sdk-0.3.328", "0.2695945")]
    public void The_metrics_of_a_client_add_up_to_its_requests(string client, string usd)
    {
        var truth = File.ReadLines(Fixtures.PathOf("clients", client, "truth.jsonl")).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("usage")).ToList();
        var readings = Bodies(client, "metrics").SelectMany(b => OtlpReader.ReadMetrics(b.Bytes, b.Encoding)!.Readings).Select(r => r.Reading).ToList();

        Assert.Equal(usd, Usd.Format(new Nanodollars(readings.Where(r => r.Kind == MetricKind.Cost).Sum(r => r.Amount))));
        Assert.Equal(truth.Sum(t => t.GetProperty("output_tokens").GetInt64()), readings.Where(r => r.Kind == MetricKind.Output).Sum(r => r.Amount));
        Assert.Equal(truth.Sum(t => t.GetProperty("cache_creation_input_tokens").GetInt64()), readings.Where(r => r.Kind == MetricKind.CacheWrite).Sum(r => r.Amount));
        Assert.Equal(truth.Sum(t => t.GetProperty("cache_read_input_tokens").GetInt64()), readings.Where(r => r.Kind == MetricKind.CacheRead).Sum(r => r.Amount));
        Assert.All(readings, r => Assert.False(r.IsCumulative));
    }

    [Theory]
    [InlineData("logs_api_request_opus5_sdk.json", "0.0904565")]
    [InlineData("logs_api_request_haiku_mixed_int.json", "0.026")]
    public void Records_quoted_in_public_cost_what_they_say(string file, string usd)
    {
        var logs = OtlpReader.ReadLogs(File.ReadAllBytes(Fixtures.PathOf("otlp", file)), OtlpEncoding.Json);

        Assert.Equal(usd, Usd.Format(Assert.Single(logs!.Usage).Record.AuthoritativeCost!.Value));
    }

    private static List<OtlpLogs> Logs(string client) => [.. Bodies(client, "logs").Select(b => OtlpReader.ReadLogs(b.Bytes, b.Encoding)!)];

    private static IEnumerable<(byte[] Bytes, OtlpEncoding Encoding)> Bodies(string client, string signal) =>
        Directory.GetFiles(Fixtures.PathOf("clients", client, "otlp"), $"*{signal}*")
            .Select(f => (File.ReadAllBytes(f), f.EndsWith(".json", StringComparison.Ordinal) ? OtlpEncoding.Json : OtlpEncoding.Protobuf));
}
