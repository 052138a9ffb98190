using Dashboard.Ingestion.Otlp;
using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Dashboard.Web.Features.Api;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Web.Telemetry;

/// <summary>
/// OTLP/HTTP: <c>POST /v1/logs</c> and <c>POST /v1/metrics</c>, protobuf and JSON. Every answer is in the encoding of its request and comes
/// after the commit. Source: OTLP specification 1.x.
/// </summary>
internal static class TelemetryEndpoints
{
    private const long MostSent = 8L << 20;
    private const int Most = 32 << 20;
    private const int RetrySeconds = 5;
    private const string ProtobufType = "application/x-protobuf";
    private const string JsonType = "application/json";

    private static readonly string[] Types = [ProtobufType, JsonType];

    /// <summary>The codes of <c>google.rpc.Status</c>.</summary>
    private const int InvalidArgument = 3;
    private const int ResourceExhausted = 8;
    private const int Unavailable = 14;

    public static void MapTelemetry(this WebApplication app)
    {
        var isOpen = app.Services.GetRequiredService<TelemetryOptions>().IsOpen;
        foreach (var (path, isMetrics) in ((string, bool)[])[("/v1/logs", false), ("/v1/metrics", true)])
        {
            var endpoint = app.MapPost(path, (HttpContext context, TelemetryIntake intake, TelemetryEntry entry, CancellationToken cancellationToken) => PostAsync(context, intake, entry, isMetrics, cancellationToken)).DisableAntiforgery();
            _ = isOpen ? endpoint.AllowAnonymous() : endpoint.RequireAuthorization(Policies.Ingest);
        }
    }

    private static async Task PostAsync(HttpContext context, TelemetryIntake intake, TelemetryEntry entry, bool isMetrics, CancellationToken cancellationToken)
    {
        if (EncodingOf(context.Request) is not { } encoding)
        {
            await Results.Problem($"The content type is {ProtobufType} or {JsonType}.", statusCode: StatusCodes.Status415UnsupportedMediaType).ExecuteAsync(context);
            return;
        }

        // Where telemetry is open nobody asked for the key yet. A wrong one is refused all the same: its sender believes in it.
        var key = context.Features.Get<ApiKeyRow>();
        if (key is null && context.Request.Headers.ContainsKey(HeaderNames.Authorization))
        {
            var asked = await context.AuthenticateAsync(ApiKeyHandler.SchemeName);
            key = context.Features.Get<ApiKeyRow>();
            if (!asked.Succeeded || key?.Scopes.HasFlag(ApiKeyScopes.Ingest) != true && key?.Scopes.HasFlag(ApiKeyScopes.Admin) != true)
            {
                await (asked.Succeeded ? Results.Problem(statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context) : context.ChallengeAsync(ApiKeyHandler.SchemeName));
                return;
            }
        }

        var (origin, wait) = entry.Enter(context, key);
        if (origin is null)
        {
            RateAnswer.Set(context.Response, wait ?? TimeSpan.FromMinutes(1));
            await FailAsync(context, encoding, StatusCodes.Status429TooManyRequests, ResourceExhausted, "Too many requests in this minute. Send it again later.");
            return;
        }

        await AnswerAsync(context, encoding, async body =>
        {
            if (isMetrics)
            {
                return OtlpReader.ReadMetrics(body.Bytes.Span, encoding) is { } metrics ? await intake.WriteAsync(origin, metrics, cancellationToken) : null;
            }

            return OtlpReader.ReadLogs(body.Bytes.Span, encoding) is { } logs ? await intake.WriteAsync(origin, logs, cancellationToken) : null;
        }, isMetrics, cancellationToken);
    }

    private static async Task AnswerAsync(HttpContext context, OtlpEncoding encoding, Func<TelemetryBody, Task<TelemetryOutcome?>> write, bool isMetrics, CancellationToken cancellationToken)
    {
        var (stream, refusal) = RequestBody.Open(context, Types, MostSent, Most);
        if (stream is null)
        {
            var problem = (ProblemHttpResult)refusal!;
            await FailAsync(context, encoding, problem.StatusCode, InvalidArgument, problem.ProblemDetails.Detail ?? "");
            return;
        }

        try
        {
            await using var limited = stream;
            using var body = await TelemetryBody.ReadAsync(limited, Most, cancellationToken);
            if (await write(body) is not { } outcome)
            {
                await FailAsync(context, encoding, StatusCodes.Status400BadRequest, InvalidArgument, $"The body is no export request in {(encoding == OtlpEncoding.Json ? "JSON" : "protobuf")}.");
                return;
            }

            await WriteAsync(context, StatusCodes.Status200OK, encoding, OtlpAnswer.Success(encoding, isMetrics, outcome.Rejected, outcome.Message));
        }
        catch (BadHttpRequestException e)
        {
            await FailAsync(context, encoding, e.StatusCode, InvalidArgument, e.StatusCode == StatusCodes.Status413PayloadTooLarge ? "The body is too large; send it in parts." : e.Message);
        }
        catch (DatabaseException)
        {
            context.Response.Headers.RetryAfter = RetrySeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            await FailAsync(context, encoding, StatusCodes.Status503ServiceUnavailable, Unavailable, "The telemetry could not be stored. Send it again later.");
        }
    }

    private static OtlpEncoding? EncodingOf(HttpRequest request) =>
        !MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? null
        : type.MediaType.Equals(ProtobufType, StringComparison.OrdinalIgnoreCase) ? OtlpEncoding.Protobuf
        : type.MediaType.Equals(JsonType, StringComparison.OrdinalIgnoreCase) ? OtlpEncoding.Json
        : null;

    private static Task FailAsync(HttpContext context, OtlpEncoding encoding, int status, int code, string message) =>
        WriteAsync(context, status, encoding, OtlpAnswer.Failure(encoding, code, message));

    private static async Task WriteAsync(HttpContext context, int status, OtlpEncoding encoding, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = encoding == OtlpEncoding.Json ? JsonType : ProtobufType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
