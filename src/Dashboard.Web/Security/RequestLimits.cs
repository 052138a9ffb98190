using System.Net;
using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Dashboard.Web.Security;

/// <summary>How much of a request is read. Small for everything; endpoints that take usage or configuration say more for themselves.</summary>
internal static class RequestLimits
{
    /// <summary>Bytes of a body, unless its endpoint says otherwise.</summary>
    public const long MostBody = 1 << 20;

    private const int MostHeaders = 64;
    private const int MostFormValues = 256;
    private const int MostKeyLength = 256;
    private const int MostValueLength = 256 * 1024;
    private const int MostLostCircuits = 200;
    private const int MostQueryText = 1_000;

    public static void AddRequestLimits(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            var limits = kestrel.Limits;
            limits.MaxRequestBodySize = MostBody;
            limits.MaxRequestHeaderCount = MostHeaders;
            limits.MaxRequestHeadersTotalSize = 32 * 1024;
            limits.MaxRequestLineSize = 8 * 1024;
            limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);

            // Who sends slower than this after the first seconds holds a connection and not much else. It is true of every endpoint.
            limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        });
        builder.Services.Configure<FormOptions>(form =>
        {
            form.ValueCountLimit = MostFormValues;
            form.KeyLengthLimit = MostKeyLength;
            form.ValueLengthLimit = MostValueLength;
            form.BufferBodyLengthLimit = MostBody;
            form.MultipartBodyLengthLimit = MostBody;
        });
        builder.Services.Configure<CircuitOptions>(circuits =>
        {
            circuits.DisconnectedCircuitMaxRetained = MostLostCircuits;
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
        });

        // A token that cannot be read is the caller's fault, and the answer says so: no error of ours, and no stack trace.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Critical);
    }

    /// <summary>
    /// Refuses what no page and no endpoint can mean: a NUL, which PostgreSQL cannot store, and forms that cannot be read. Of programs also
    /// parameters that come twice, are longer than any can be, or are not UTF-8: one that guesses would take something else than was sent.
    /// </summary>
    public static void UseRequestLimits(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (await ProblemAsync(context.Request) is not { } problem)
        {
            await next(context);
        }
        else if (HostSetup.IsForPrograms(context))
        {
            await Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
    });

    private static async Task<string?> ProblemAsync(HttpRequest request)
    {
        if (request.Path.Value?.Contains('\0', StringComparison.Ordinal) == true || request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true)
        {
            return "An address cannot hold a NUL character.";
        }

        return HostSetup.IsForPrograms(request.HttpContext) ? QueryProblem(request) : await FormProblemAsync(request);
    }

    private static string? QueryProblem(HttpRequest request)
    {
        var sent = Encoding.UTF8.GetBytes(request.QueryString.Value ?? "");
        if (!Utf8.IsValid(WebUtility.UrlDecodeToBytes(sent, 0, sent.Length)))
        {
            return "The parameters are not UTF-8.";
        }

        foreach (var (_, values) in request.Query)
        {
            var problem = values.Count != 1 ? "A parameter comes more than once."
                : values[0]?.Length > MostQueryText ? $"A parameter is longer than {MostQueryText} characters."
                : null;
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    private static async Task<string?> FormProblemAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            return null;
        }

        try
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return form.All(f => !f.Key.Contains('\0', StringComparison.Ordinal) && f.Value.All(v => v?.Contains('\0', StringComparison.Ordinal) != true)) ? null : "A form cannot hold a NUL character.";
        }
        catch (Exception e) when (e is InvalidDataException or (IOException and not Microsoft.AspNetCore.Http.BadHttpRequestException))
        {
            return "The form cannot be read.";
        }
    }
}
