using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dashboard.Benchmarks.Corpus;
using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using Dashboard.TestKit.Telemetry;

namespace Dashboard.Benchmarks.Posts;

/// <summary>
/// <c>post --server PATH [--as usage|json|protobuf] [--requests 1600] [--connections 16]</c>: starts the real server on an empty database and
/// sends it batches of 100 new events from several connections at once, as records of the usage API or as telemetry in either encoding;
/// every answer comes after the commit and every call shows an API key.
/// </summary>
internal static class PostCommand
{
    private const int EventsOfRequest = 100;
    private const string Key = "dd_benchmark-key-that-is-made-for-this-run";
    private const string Address = "http://127.0.0.1:5091";

    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var (requests, connections) = (CorpusCommand.Number(args, "--requests", 1_600), CorpusCommand.Number(args, "--connections", 16));
        var sent = args.Contains("--as") ? ReportComparison.Text(args, "--as") : "usage";
        var data = Directory.CreateTempSubdirectory("post-");
        await using (var database = await Database.OpenAsync(DatabaseOptions.InDirectory(data.FullName), TimeProvider.System))
        {
            await new StoredApiKeys(database).AddAsync(new ApiKeyRow { Name = "benchmark", Prefix = Key[..8], Hash = SHA256.HashData(Encoding.UTF8.GetBytes(Key)), CreatedAtMs = 0, CreatedBy = null }, "benchmark");
        }

        var start = new ProcessStartInfo(ReportComparison.Text(args, "--server"), ["--urls", Address, "--Dashboard:DataDirectory", data.FullName]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var server = Process.Start(start)!;
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { BaseAddress = new Uri(Address) };
            await ReadyAsync(client);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
            await SendAsync(client, sent, 0, connections * 5, connections);
            var watch = new Stopwatch();
            var before = server.TotalProcessorTime;
            var took = await SendAsync(client, sent, connections * 5, requests, connections, watch);
            var seconds = watch.Elapsed.TotalSeconds;
            server.Refresh();
            var spent = (server.TotalProcessorTime - before).TotalMicroseconds / (requests * EventsOfRequest);
            took.Sort();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{sent}: {requests} requests of {EventsOfRequest} events on {connections} connections: p50 {took[took.Count / 2]:F1} ms, p95 {took[took.Count * 95 / 100]:F1} ms, p99 {took[took.Count * 99 / 100]:F1} ms (goal 100), {requests / seconds:F0} requests/s, {requests * EventsOfRequest / seconds:N0} events/s, {spent:F1} µs of the server's processors an event"));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
            data.Delete(recursive: true);
        }

        return 0;
    }

    private static async Task ReadyAsync(HttpClient client)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                (await client.GetAsync(new Uri("/health/ready", UriKind.Relative))).EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (attempt < 600)
            {
                await Task.Delay(100);
            }
        }
    }

    private static async Task<List<double>> SendAsync(HttpClient client, string sent, int first, int count, int connections, Stopwatch? watch = null)
    {
        // Made before the clock runs: the product does not write them.
        var bodies = Enumerable.Range(first, count).Select(n => sent == "usage" ? Body(n) : Telemetry(n, sent == "json")).ToArray();
        watch?.Start();
        var next = first - 1;
        var took = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            var own = new List<double>();
            for (var number = Interlocked.Increment(ref next); number < first + count; number = Interlocked.Increment(ref next))
            {
                using var body = new ByteArrayContent(bodies[number - first]);
                body.Headers.ContentType = new MediaTypeHeaderValue(sent == "protobuf" ? "application/x-protobuf" : "application/json");
                var from = Stopwatch.GetTimestamp();
                using var answer = await client.PostAsync(new Uri(sent == "usage" ? "/api/v1/usage" : "/v1/logs", UriKind.Relative), body);
                own.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
                var text = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
                if (!IsWhole(sent, text))
                {
                    throw new InvalidOperationException("Not every event was accepted.");
                }
            }

            return own;
        })));
        return [.. took.SelectMany(t => t)];
    }

    private static bool IsWhole(string sent, string answer)
    {
        if (sent != "usage")
        {
            return answer is "" or "{}";
        }

        using var json = JsonDocument.Parse(answer);
        return json.RootElement.GetProperty("accepted").GetInt32() == EventsOfRequest;
    }

    /// <summary>The same events as a client exports them, each with the attributes that Claude Code puts on it.</summary>
    private static byte[] Telemetry(int number, bool isJson)
    {
        var random = new Random(number);
        var at = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(number * 20);
        (string, object)[] resource = [("service.name", "claude-code"), ("service.version", "2.1.328"), ("os.type", "linux"), ("enduser.id", $"seat-{random.Next(200)}@example.org"), ("team.id", "platform"), ("cost_center", "eng-1")];
        return TelemetryBody.Logs(isJson, resource, [.. Enumerable.Range(0, EventsOfRequest).Select(i =>
        {
            var instant = at.AddMilliseconds(i * 150);
            return new TelemetryRecord(
                "claude_code.api_request",
                instant.ToUnixTimeMilliseconds() * 1_000_000,
                [
                    .. resource[3..],
                    ("user.id", "e7a6571afa49fa913cf02f75a17212391f654bfb59b9c719f1eda752e11b69a3"),
                    ("session.id", $"session-{number}-{i / 25}"),
                    ("app.entrypoint", "sdk-cli"),
                    ("terminal.type", "non-interactive"),
                    ("event.name", "api_request"),
                    ("event.timestamp", instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
                    ("event.sequence", (long)i),
                    ("prompt.id", "4cfc9625-6cfd-4aa9-b632-1d63e6941f8a"),
                    ("model", "claude-sonnet-4-6"),
                    ("input_tokens", (long)random.Next(3_000)),
                    ("output_tokens", (long)random.Next(1_500)),
                    ("cache_read_tokens", (long)random.Next(90_000)),
                    ("cost_usd", random.Next(1_000) / 10_000d),
                    ("duration_ms", 13L),
                    ("request_id", $"req_{number}_{i}"),
                    ("speed", "normal"),
                    ("query_source", "sdk"),
                ]);
        })]);
    }

    private static byte[] Body(int number)
    {
        var random = new Random(number);
        var at = new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(number * 20);
        return JsonSerializer.SerializeToUtf8Bytes(Enumerable.Range(0, EventsOfRequest).Select(i => new
        {
            seat = $"seat-{random.Next(200)}@example.org",
            at = at.AddMilliseconds(i * 150),
            model = "claude-sonnet-4-6",
            inputTokens = random.Next(3_000),
            outputTokens = random.Next(1_500),
            cacheReadTokens = random.Next(90_000),
            session = $"session-{number}-{i / 25}",
            messageId = $"msg_{number}_{i}",
            requestId = $"req_{number}_{i}",
            entrypoint = "sdk-cli",
            project = $"project-{number % 40}",
        }));
    }
}
