using System.Buffers.Binary;
using System.IO.Compression;
using Dashboard.Ingestion.Otlp;
using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Dashboard.Web.Features.Api;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace Dashboard.Web.Telemetry;

/// <summary>
/// OTLP/gRPC, unary Export of logs and metrics, off by default. Without TLS HTTP/2 needs a port of its own, so it is a small server beside
/// the web server. Source: the gRPC protocol over HTTP/2: five bytes before each message, the status in the trailers.
/// </summary>
internal sealed partial class GrpcReceiver(
    TelemetryOptions options, TelemetryIntake intake, TelemetryEntry entry, ApiKeys keys, ApiAttempts attempts, ILoggerFactory logs, ILogger<GrpcReceiver> log) : IHostedService
{
    private const int PrefixBytes = 5;
    private const int MostSent = 8 << 20;
    private const int Most = 32 << 20;
    private const string Bearer = "Bearer ";
    private const string Logs = "/opentelemetry.proto.collector.logs.v1.LogsService/Export";
    private const string Metrics = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

    private WebApplication? _server;

    /// <summary>Where it listens; null when it does not.</summary>
    public Uri? Address { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Grpc is not { } address)
        {
            return;
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(logs).Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        builder.WebHost.UseKestrelCore().UseUrls(address.GetLeftPart(UriPartial.Authority)).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2);
            kestrel.Limits.MaxRequestBodySize = MostSent + PrefixBytes;
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        });
        _server = builder.Build();
        _server.Run(CallAsync);
        await _server.StartAsync(cancellationToken);
        Address = new Uri(_server.Urls.First());
        Log.Listens(log, Address);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is not null)
        {
            await _server.StopAsync(cancellationToken);
            await _server.DisposeAsync();
        }
    }

    private async Task CallAsync(HttpContext context)
    {
        var (status, message, answer) = await AnswerAsync(context);
        context.Response.ContentType = "application/grpc";
        if (answer is null)
        {
            // Trailers only: the status stands in the headers of an empty answer.
            context.Response.Headers["grpc-status"] = ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture);
            context.Response.Headers["grpc-message"] = Uri.EscapeDataString(message);
            return;
        }

        var framed = new byte[PrefixBytes + answer.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), answer.Length);
        answer.CopyTo(framed, PrefixBytes);
        await context.Response.Body.WriteAsync(framed, context.RequestAborted);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private async Task<(GrpcStatus Status, string Message, byte[]? Answer)> AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) != true)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return (GrpcStatus.InvalidArgument, "This port receives OTLP/gRPC only.", null);
        }

        var isMetrics = context.Request.Path == Metrics;
        if (!isMetrics && context.Request.Path != Logs)
        {
            return (GrpcStatus.Unimplemented, "Logs and metrics are received here, nothing else.", null);
        }

        var (key, isStated) = await KeyAsync(context);
        if (key is null && (isStated || !options.IsOpen))
        {
            return attempts.Count(context) is null
                ? (GrpcStatus.Unauthenticated, "An API key that may send usage is needed: authorization=Bearer dd_…", null)
                : (GrpcStatus.ResourceExhausted, "Too many attempts. Try again later.", null);
        }

        if (key is not null && !key.Scopes.HasFlag(ApiKeyScopes.Ingest) && !key.Scopes.HasFlag(ApiKeyScopes.Admin))
        {
            return (GrpcStatus.PermissionDenied, "This API key may not send usage.", null);
        }

        var (origin, _) = entry.Enter(context, key);
        if (origin is null)
        {
            // Told so, exporters send it again; resource-exhausted alone would make them drop it.
            return (GrpcStatus.Unavailable, "Too many requests in this minute. Send it again later.", null);
        }

        try
        {
            return await WriteAsync(context, origin, isMetrics);
        }
        catch (BadHttpRequestException e)
        {
            return (GrpcStatus.InvalidArgument, e.Message, null);
        }
        catch (DatabaseException)
        {
            return (GrpcStatus.Unavailable, "The telemetry could not be stored. Send it again later.", null);
        }
    }

    private async Task<(GrpcStatus Status, string Message, byte[]? Answer)> WriteAsync(HttpContext context, TelemetryOrigin origin, bool isMetrics)
    {
        using var sent = await TelemetryBody.ReadAsync(context.Request.Body, MostSent + PrefixBytes, context.RequestAborted);
        if (sent.Bytes.Length < PrefixBytes || BinaryPrimitives.ReadUInt32BigEndian(sent.Bytes.Span[1..]) != (uint)(sent.Bytes.Length - PrefixBytes))
        {
            return (GrpcStatus.InvalidArgument, "One message is expected.", null);
        }

        var isPacked = sent.Bytes.Span[0] == 1;
        if (isPacked && context.Request.Headers["grpc-encoding"] != "gzip")
        {
            context.Response.Headers["grpc-accept-encoding"] = "identity,gzip";
            return (GrpcStatus.Unimplemented, "The only compression taken is gzip.", null);
        }

        using var unpacked = isPacked ? await UnpackAsync(sent.Bytes[PrefixBytes..], context.RequestAborted) : null;
        var message = unpacked?.Bytes ?? sent.Bytes[PrefixBytes..];
        var outcome = isMetrics
            ? OtlpReader.ReadMetrics(message.Span, OtlpEncoding.Protobuf) is { } metrics ? await intake.WriteAsync(origin, metrics, context.RequestAborted) : null
            : OtlpReader.ReadLogs(message.Span, OtlpEncoding.Protobuf) is { } logs ? await intake.WriteAsync(origin, logs, context.RequestAborted) : null;
        return outcome is null
            ? (GrpcStatus.InvalidArgument, "The message is no export request.", null)
            : (GrpcStatus.Ok, "", OtlpAnswer.Success(OtlpEncoding.Protobuf, isMetrics, outcome.Rejected, outcome.Message));
    }

    private async Task<(ApiKeyRow? Key, bool IsStated)> KeyAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        var isBearer = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && header.Length <= 200;
        return (isBearer ? await keys.FindAsync(header[Bearer.Length..].Trim(), context.RequestAborted) : null, header.Length > 0);
    }

    private static async Task<TelemetryBody> UnpackAsync(ReadOnlyMemory<byte> packed, CancellationToken cancellationToken)
    {
        try
        {
            var tail = new GzipTail(new MemoryStream(packed.ToArray()));
            await using var gzip = new GZipStream(tail, CompressionMode.Decompress);
            var body = await TelemetryBody.ReadAsync(gzip, Most, cancellationToken);
            return tail.IsEndOf(body.Bytes.Length) ? body : throw new InvalidDataException();
        }
        catch (InvalidDataException)
        {
            throw new BadHttpRequestException("The message is not gzip.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "OTLP/gRPC is received at {Address}, without TLS")]
        public static partial void Listens(ILogger logger, Uri address);
    }
}
