using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Dashboard.Web.Security;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Security;

/// <summary>Over the real server and real sockets. <c>DRAWDOWN_MALFORMED=100000</c> sends as many.</summary>
public sealed class MalformedRequestTests(ITestOutputHelper output)
{
    private const int Connections = 4;

    [Fact]
    public async Task Whatever_is_wrong_with_a_request_the_answer_is_4xx_with_problem_details_and_no_error_is_logged()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("DRAWDOWN_MALFORMED") ?? "3000", CultureInfo.InvariantCulture);
        using var log = new HeardLog();
        using var host = new WebHost { Log = log };
        var address = host.Listen();
        var at = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        await host.Services.GetRequiredService<Database>().Decisions.AppendAsync(
            [new NewDecision(new OrganisationCreated("Example", "UTC", new DateOnly(2026, 11, 1)), at), new NewDecision(new SeatAdded(-1, "a@example.org", "A", "team-premium", null, null, 1, new DateOnly(2026, 11, 1)), at)], "test", at);
        await host.Services.GetRequiredService<Database>().Books.RollForwardAsync(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        var key = await host.ApiKeys.CreateAsync(new ApiKeyRequest("malformed", ApiKeyScopes.Admin, RequestsPerMinute: 10_000_000), Caller.Product);
        var cookie = await OwnerAsync(host, address);

        var answers = new ConcurrentDictionary<string, int>();
        var wrong = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async part =>
        {
            var requests = new MalformedRequests(20_261_120 + part, key.Key, cookie);
            using var caller = new RawCaller(address);
            for (var i = 0; i < count / Connections; i++)
            {
                var (bytes, isCut, isProgram, what) = requests.Next();
                var (status, type, body) = await caller.SendAsync(bytes, isCut, TestContext.Current.CancellationToken);
                answers.AddOrUpdate($"{(isProgram ? "program" : "page or wire")} {status} {type.Split(';')[0]}", 1, (_, n) => n + 1);
                if (!(status is >= 400 and < 500 || (status == 0 && (isCut || !isProgram))) || (isProgram && status != 0 && !IsTold(status, type.Split(';')[0], body, what)))
                {
                    wrong.Add($"{status} {type} for {what}");
                }
            }
        }));

        foreach (var (answer, times) in answers.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{answer}: {times}");
        }

        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Distinct().Take(40)));
        Assert.True(log.Alarms.Count == 0, string.Join('\n', log.Alarms.Take(5)));
    }

    /// <summary>By problem details; telemetry in the encoding of its request, as its specification says.</summary>
    private static bool IsTold(int status, string type, string body, string what) => type switch
    {
        "application/problem+json" => JsonDocument.Parse(body).RootElement.GetProperty("status").GetInt32() == status,
        "application/json" => what.Contains(" /v1/", StringComparison.Ordinal) && JsonDocument.Parse(body).RootElement.GetProperty("message").GetString()!.Length > 0,
        "application/x-protobuf" => what.Contains(" /v1/", StringComparison.Ordinal) && body.Length > 4,
        _ => false,
    };

    private static async Task<string> OwnerAsync(WebHost host, Uri address)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = address };
        await browser.BecomeOwnerAsync(await host.SetupLink.IssueAsync());
        return handler.CookieContainer.GetCookieHeader(address);
    }
}
