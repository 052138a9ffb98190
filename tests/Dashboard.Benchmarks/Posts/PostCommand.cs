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

namespace Dashboard.Benchmarks.Posts;

/// <summary>
/// <c>post --server PATH [--requests 1600] [--connections 16]</c>: starts the real server on an empty database and sends it batches of 100
/// new events from several connections at once; every answer comes after the commit and every call shows an API key.
/// </summary>
internal static class PostCommand
{
    private const int EventsOfRequest = 100;
    private const string Key = "dd_benchmark-key-that-is-made-for-this-run";
    private const string Address = "http://127.0.0.1:5091";

    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var (requests, connections) = (CorpusCommand.Number(args, "--requests", 1_600), CorpusCommand.Number(args, "--connections", 16));
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
            await SendAsync(client, 0, connections * 5, connections);
            var watch = Stopwatch.StartNew();
            var took = await SendAsync(client, connections * 5, requests, connections);
            var seconds = watch.Elapsed.TotalSeconds;
            took.Sort();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{requests} requests of {EventsOfRequest} events on {connections} connections: p50 {took[took.Count / 2]:F1} ms, p95 {took[took.Count * 95 / 100]:F1} ms, p99 {took[took.Count * 99 / 100]:F1} ms (goal 100), {requests / seconds:F0} requests/s, {requests * EventsOfRequest / seconds:N0} events/s"));
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

    private static async Task<List<double>> SendAsync(HttpClient client, int first, int count, int connections)
    {
        var next = first - 1;
        var took = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            var own = new List<double>();
            for (var number = Interlocked.Increment(ref next); number < first + count; number = Interlocked.Increment(ref next))
            {
                using var body = new ByteArrayContent(Body(number));
                body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                var from = Stopwatch.GetTimestamp();
                using var answer = await client.PostAsync(new Uri("/api/v1/usage", UriKind.Relative), body);
                own.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
                using var json = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
                if (json.RootElement.GetProperty("accepted").GetInt32() != EventsOfRequest)
                {
                    throw new InvalidOperationException("Not every event was accepted.");
                }
            }

            return own;
        })));
        return [.. took.SelectMany(t => t)];
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
