using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Dashboard.Credits.Vendor;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Web.Tests.Vendor;

/// <summary>The vendor's admin APIs on this machine, as they are documented: keys, spans, pages bound to their question, cursors that expire, a clock of its own.</summary>
internal sealed class AdminApiStub : IAsyncDisposable
{
    public const string Key = "sk-ant-admin01-abcdefghijklmnopqrstuvwxyz-0123456789";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Call> _calls = new();
    private int _number;

    private AdminApiStub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>What its clock shows.</summary>
    public Func<DateTimeOffset> Clock { get; set; } = () => Now;

    public static DateTimeOffset Now => new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    /// <summary>As of when figures are; null leaves it out, as the reports of the Console do.</summary>
    public DateTimeOffset? RefreshedAt { get; set; }

    public int PageSize { get; set; } = 1_000;

    /// <summary>Rows by report, as they stand now: for the Console a row is a result, and its bucket is made from the day.</summary>
    public Dictionary<VendorReportKind, List<(DateOnly Day, JsonObject Row)>> Rows { get; } = Enum.GetValues<VendorReportKind>().ToDictionary(k => k, _ => new List<(DateOnly, JsonObject)>());

    public List<JsonObject> Limits { get; } = [];

    /// <summary>Answers a call instead, when it says so: given its number, from 1.</summary>
    public Func<int, HttpContext, Task<bool>> Instead { get; set; } = (_, _) => Task.FromResult(false);

    /// <summary>Cursors of another generation have expired.</summary>
    public int Generation { get; set; } = 1;

    public IReadOnlyList<Call> Calls => [.. _calls];

    public Uri Address { get; private set; } = null!;

    public static async Task<AdminApiStub> StartAsync()
    {
        var stub = new AdminApiStub();
        await stub._app.StartAsync();
        stub.Address = new Uri(stub._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return stub;
    }

    public void Forget() => _calls.Clear();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>A row of cost per person.</summary>
    public static JsonObject Cost(string email, string cents, string model = "claude-opus-5-5") => new()
    {
        ["actor"] = new JsonObject { ["type"] = "user_actor", ["user_id"] = "user_" + email[..email.IndexOf('@', StringComparison.Ordinal)], ["email"] = email, ["name"] = "Li", ["deleted"] = false },
        ["amount"] = cents,
        ["list_amount"] = cents,
        ["currency"] = "USD",
        ["product"] = "claude_code",
        ["model"] = model,
        ["cost_type"] = null,
        ["token_type"] = null,
        ["requests"] = 31,
    };

    public static Task FailAsync(HttpContext context, int status, string type, string message = "something with li@example.test in it")
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(new JsonObject { ["type"] = "error", ["error"] = new JsonObject { ["type"] = type, ["message"] = message } }.ToJsonString());
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00Z";

    private async Task AnswerAsync(HttpContext context)
    {
        var number = Interlocked.Increment(ref _number);
        _calls.Enqueue(new Call(context.Request.Method, context.Request.Path, context.Request.QueryString.Value ?? "", context.Request.Headers["x-api-key"].ToString()));
        context.Response.Headers.Date = Clock().ToString("r", CultureInfo.InvariantCulture);
        if (await Instead(number, context))
        {
            return;
        }

        if (context.Request.Headers["x-api-key"] != Key || context.Request.Headers["anthropic-version"] != "2023-06-01")
        {
            await FailAsync(context, 401, "authentication_error");
            return;
        }

        await (context.Request.Path.Value switch
        {
            "/v1/organizations/usage_report/claude_code" => ClaudeCodeAsync(context),
            "/v1/organizations/usage_report/messages" => BucketsAsync(context, VendorReportKind.MessagesUsage),
            "/v1/organizations/cost_report" => BucketsAsync(context, VendorReportKind.Cost),
            "/v1/organizations/analytics/user_cost_report" => PeopleAsync(context, VendorReportKind.EnterpriseCost),
            "/v1/organizations/analytics/user_usage_report" => PeopleAsync(context, VendorReportKind.EnterpriseUsage),
            "/v1/organizations/spend_limits/effective" => PageAsync(context, Limits),
            _ => FailAsync(context, 404, "not_found_error"),
        });
    }

    private Task ClaudeCodeAsync(HttpContext context)
    {
        var day = DateOnly.ParseExact(context.Request.Query["starting_at"].ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return PageAsync(context, [.. Of(VendorReportKind.ClaudeCode, day, day.AddDays(1)).Select(r =>
        {
            r.Row["date"] = Text(r.Day);
            return r.Row;
        })]);
    }

    private Task PeopleAsync(HttpContext context, VendorReportKind report) => Span(context) is not { } span ? FailAsync(context, 400, "invalid_request_error") : PageAsync(context, [.. Of(report, span.From, span.Until).Select(r =>
    {
        (r.Row["starting_at"], r.Row["ending_at"]) = (Text(r.Day), Text(r.Day.AddDays(1)));
        return r.Row;
    })]);

    private Task BucketsAsync(HttpContext context, VendorReportKind report) => Span(context) is not { } span ? FailAsync(context, 400, "invalid_request_error") : PageAsync(
        context,
        [.. Enumerable.Range(0, span.Until.DayNumber - span.From.DayNumber).Select(d => span.From.AddDays(d)).Select(day => new JsonObject
        {
            ["starting_at"] = Text(day),
            ["ending_at"] = Text(day.AddDays(1)),
            ["results"] = new JsonArray([.. Of(report, day, day.AddDays(1)).Select(r => r.Row)]),
        })]);

    private IEnumerable<(DateOnly Day, JsonObject Row)> Of(VendorReportKind report, DateOnly from, DateOnly until) =>
        Rows[report].Where(r => r.Day >= from && r.Day < until).Select(r => (r.Day, (JsonObject)r.Row.DeepClone()));

    /// <summary>At most 31 days, and none that begins after today.</summary>
    private (DateOnly From, DateOnly Until)? Span(HttpContext context)
    {
        var from = DateOnly.FromDateTime(DateTime.Parse(context.Request.Query["starting_at"].ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal));
        var until = DateOnly.FromDateTime(DateTime.Parse(context.Request.Query["ending_at"].ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal));
        var today = DateOnly.FromDateTime(Clock().UtcDateTime);
        return until > from && until.DayNumber - from.DayNumber <= 31 && until <= today.AddDays(1) && context.Request.Query["bucket_width"] == "1d" ? (from, until) : null;
    }

    private Task PageAsync(HttpContext context, List<JsonObject> rows)
    {
        var place = context.Request.Query["page"].ToString();
        var question = string.Join('&', context.Request.Query.Where(q => q.Key != "page").Select(q => $"{q.Key}={q.Value}"));
        var at = 0;
        if (place.Length > 0)
        {
            var parts = Uri.UnescapeDataString(place).Split('|');
            if (parts.Length != 3 || parts[2] != question)
            {
                return FailAsync(context, 400, "invalid_request_error");
            }

            if (parts[0] != Generation.ToString(CultureInfo.InvariantCulture))
            {
                return FailAsync(context, 410, "invalid_request_error");
            }

            at = int.Parse(parts[1], CultureInfo.InvariantCulture);
        }

        var hasMore = at + PageSize < rows.Count;
        var page = new JsonObject
        {
            ["data"] = new JsonArray([.. rows.Skip(at).Take(PageSize)]),
            ["has_more"] = hasMore,
            ["next_page"] = hasMore ? Uri.EscapeDataString($"{Generation}|{at + PageSize}|{question}") : null,
        };
        if (RefreshedAt is { } refreshed)
        {
            page["data_refreshed_at"] = refreshed.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        }

        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(page.ToJsonString());
    }

    internal sealed record Call(string Method, string Path, string Query, string Key);
}
