using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Benchmarks.Corpus;
using Dashboard.Benchmarks.Runbook;
using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;

namespace Dashboard.Benchmarks.Gate;

/// <summary>
/// <c>gate --server PATH [--seats 10000] [--seconds 5] [--connections 8] [--rate 500] [--runs 5]</c>: the gate of the real server beside an endpoint that
/// answers 204 behind the same key check and rate limiter, in turn; then callers who reserve at the same moment.
/// </summary>
internal static class GateCommand
{
    private const string Key = "dd_benchmark-key-that-is-made-for-this-run";
    private static readonly Uri Server = new("http://127.0.0.1:5095/");

    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var seats = CorpusCommand.Number(args, "--seats", 10_000);
        var (seconds, connections, rate, runs) = (CorpusCommand.Number(args, "--seconds", 5), CorpusCommand.Number(args, "--connections", 8), CorpusCommand.Number(args, "--rate", 500), CorpusCommand.Number(args, "--runs", 5));
        var data = Directory.CreateTempSubdirectory("gate-");
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await using (var database = await Database.OpenAsync(DatabaseOptions.InDirectory(data.FullName), TimeProvider.System))
        {
            await new StoredApiKeys(database).AddAsync(
                new ApiKeyRow { Name = "benchmark", Prefix = Key[..8], Hash = SHA256.HashData(Encoding.UTF8.GetBytes(Key)), CreatedAtMs = 0, CreatedBy = null, Scopes = ApiKeyScopes.Gate, RequestsPerMinute = int.MaxValue }, "benchmark");
            await Population.CreateAsync(database, seats, now);
        }

        var start = new ProcessStartInfo(ReportComparison.Text(args, "--server"), ["--urls", Server.ToString(), "--Dashboard:DataDirectory", data.FullName]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(GateCommand).Assembly.Location;
        start.Environment["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = typeof(GateCommand).Assembly.GetName().Name;
        using var server = Process.Start(start)!;
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        try
        {
            using var client = new HttpClient { BaseAddress = Server, Timeout = TimeSpan.FromMinutes(2) };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
            await ReadyAsync(client);
            await CompareAsync(seats, seconds, connections, rate, runs);
            await ReserveAsync(client);
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
            data.Delete(recursive: true);
        }

        return 0;
    }

    private static async Task CompareAsync(int seats, int seconds, int connections, int rate, int runs)
    {
        var gate = $"/api/v1/gate?seat={Population.Email(seats / 2)}&estimateUsd=1.25";
        foreach (var warm in (string[])["/api/v1/nothing", gate])
        {
            await LoadAsync(warm, 3, connections, 0);
        }

        var (ratios, full, paced) = (new List<double>(), new List<double>(), new List<double>());
        for (var run = 1; run <= runs; run++)
        {
            var nothing = await LoadAsync("/api/v1/nothing", seconds, connections, 0);
            var asked = await LoadAsync(gate, seconds, connections, 0);
            var calm = await LoadAsync(gate, seconds, connections, (double)rate / connections);
            ratios.Add(asked.PerSecond / nothing.PerSecond);
            full.Add(asked.P99);
            paced.Add(calm.P99);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"run {run}: nothing {nothing.PerSecond:F0}/s p99 {nothing.P99:F2} ms, gate {asked.PerSecond:F0}/s p99 {asked.P99:F2} ms, ratio {asked.PerSecond / nothing.PerSecond:F2}; at {calm.PerSecond:F0}/s p50 {calm.P50:F2} ms p99 {calm.P99:F2} ms"));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"median of {runs} runs, {connections} connections, {seats} seats: requests/s of the gate : of 204 {Median(ratios):F2} (goal 0.60), p99 {Median(full):F2} ms at full load and {Median(paced):F2} ms at {rate}/s (goal 5)"));
    }

    /// <summary>A hundred callers at once want 3 USD each of a seat that has 100.</summary>
    private static async Task ReserveAsync(HttpClient client)
    {
        var watch = Stopwatch.StartNew();
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            using var answer = await client.PostAsJsonAsync(new Uri("/api/v1/gate/reservations", UriKind.Relative), new { seat = Population.Email(0), amountUsd = "3", timeoutSeconds = 60 });
            return answer.StatusCode;
        }));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"100 callers at once reserve 3 of 100 USD: {answers.Count(a => a is HttpStatusCode.Created)} held (33), {answers.Count(a => a is HttpStatusCode.Conflict)} refused, in {watch.Elapsed.TotalMilliseconds:F0} ms"));
    }

    private static async Task<(double PerSecond, double P50, double P99)> LoadAsync(string path, int seconds, int connections, double rate)
    {
        var watch = Stopwatch.StartNew();
        var took = (await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using var client = new RawClient(Server, path, Key);
            return await client.RunAsync(seconds, rate, path.Contains('?', StringComparison.Ordinal) ? 200 : 204);
        })))).SelectMany(t => t).Order().ToList();
        return (took.Count / watch.Elapsed.TotalSeconds, took[took.Count / 2], took[took.Count * 99 / 100]);
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

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
