using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Dashboard.Web.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Api;

/// <summary>A program with an API key.</summary>
internal static class ApiCaller
{
    public const string Ndjson = "application/x-ndjson";

    /// <summary>The instant of all usage here.</summary>
    public const string At = "2026-11-20T09:00:00Z";

    public static Task<HttpClient> ProgramAsync(this WebHost host, string keyName = "CI step") => host.ProgramAsync(new ApiKeyRequest(keyName, ApiKeyScopes.Admin));

    public static async Task<HttpClient> ProgramAsync(this WebHost host, ApiKeyRequest request)
    {
        var caller = host.Browser();
        caller.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await host.ApiKeys.CreateAsync(request, Caller.Product)).Key);
        return caller;
    }

    public static async Task<HttpResponseMessage> SendAsync(this HttpClient caller, string path, string body, string? type = "application/json", bool packed = false)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        using var content = new ByteArrayContent(packed ? Pack(bytes) : bytes);
        content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        if (packed)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        return await caller.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    /// <summary>The five of an answer, in the order of the documentation.</summary>
    public static async Task<string> CountsAsync(this HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var json = await answer.JsonAsync();
        int[] five = [.. new[] { "accepted", "updated", "duplicate", "superseded" }.Select(n => json.GetProperty(n).GetInt32()), json.GetProperty("rejected").GetArrayLength()];
        return string.Join(' ', five);
    }

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

    public static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    public static string Record(string id, string? more = null) =>
        $$"""{"id":"{{id}}","at":"{{At}}","model":"claude-opus-4-8","inputTokens":1000,"outputTokens":100{{more}}}""";

    /// <summary>One line of a transcript: 1,000 input and 100 output tokens of a message.</summary>
    public static string Line(string id, string session = "s1") => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"type":"assistant","uuid":"u-{{id}}","sessionId":"{{session}}","timestamp":"{{At}}","requestId":"req-{{id}}","message":{"id":"msg-{{id}}","model":"claude-opus-4-8","usage":{"input_tokens":1000,"output_tokens":100} } }""") + "\n";

    /// <summary>Events and nanodollars of the whole organisation.</summary>
    public static async Task<(long Events, long Nano)> TotalsAsync(this WebHost host)
    {
        await using var db = host.Services.GetRequiredService<Database>().CreateDbContext();
        var days = await db.Set<RollupOrgDayRow>().AsNoTracking().ToListAsync();
        return (days.Sum(d => d.Events), days.Sum(d => d.CostNano));
    }
}
