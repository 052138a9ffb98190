using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Web.Features.Api;

/// <summary>
/// The bytes of a request, unpacked when they are gzip, with a limit on what comes out: a small body can unpack to a very large one.
/// </summary>
internal sealed class RequestBody : Stream
{
    private readonly Stream inner;
    private readonly GzipTail? tail;
    private readonly long most;
    private long left;

    private RequestBody(Stream body, bool isPacked, long most)
    {
        tail = isPacked ? new GzipTail(body) : null;
        inner = tail is null ? body : new GZipStream(tail, CompressionMode.Decompress);
        this.most = left = most;
    }

    /// <summary>The body of a request, or the answer that refuses it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="types">Content types that are taken; no content type is taken too.</param>
    /// <param name="mostSent">Bytes on the wire.</param>
    /// <param name="most">Bytes unpacked.</param>
    public static (RequestBody? Body, IResult? Refusal) Open(HttpContext context, IReadOnlyList<string> types, long mostSent, long most)
    {
        var request = context.Request;
        if (request.ContentType is { Length: > 0 } stated
            && !(MediaTypeHeaderValue.TryParse(stated, out var type) && types.Contains(type.MediaType.ToString(), StringComparer.OrdinalIgnoreCase)))
        {
            return (null, Results.Problem($"The content type is one of {string.Join(", ", types)}.", statusCode: StatusCodes.Status415UnsupportedMediaType));
        }

        var encoding = request.Headers.ContentEncoding.ToString();
        var isPacked = encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase);
        if (!isPacked && encoding.Length > 0 && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return (null, Results.Problem("The only content encoding taken is gzip.", statusCode: StatusCodes.Status415UnsupportedMediaType));
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = mostSent;
        }

        if (request.ContentLength > mostSent)
        {
            return (null, TooLarge());
        }

        return (new RequestBody(request.Body, isPacked, most), null);
    }

    /// <summary>The whole body of a request, for what is small; or the answer that refuses it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="types">Content types that are taken.</param>
    /// <param name="mostSent">Bytes on the wire.</param>
    /// <param name="most">Bytes unpacked.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<(byte[]? Bytes, IResult? Refusal)> ReadAsync(HttpContext context, IReadOnlyList<string> types, long mostSent, long most, CancellationToken cancellationToken)
    {
        var (body, refusal) = Open(context, types, mostSent, most);
        if (body is null)
        {
            return (null, refusal);
        }

        await using var owned = body;
        using var bytes = new MemoryStream();
        try
        {
            await body.CopyToAsync(bytes, cancellationToken);
            return (bytes.ToArray(), null);
        }
        catch (BadHttpRequestException e)
        {
            return (null, Refusal(e));
        }
    }

    /// <summary>The answer when a limit is passed.</summary>
    public static IResult TooLarge() => Results.Problem("The body is too large; send it in parts.", statusCode: StatusCodes.Status413PayloadTooLarge);

    /// <summary>The answer to a body that could not be read to its end.</summary>
    public static IResult Refusal(BadHttpRequestException e) => e.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLarge() : Results.Problem(e.Message, statusCode: e.StatusCode);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="BadHttpRequestException">The limit is passed, or it is not gzip.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await ReadInnerAsync(buffer, cancellationToken);
        left -= read;
        if (read == 0 && buffer.Length > 0 && tail?.IsEndOf(most - left) == false)
        {
            throw new BadHttpRequestException("The gzip ends too early, or has several members; send one.", StatusCodes.Status400BadRequest);
        }

        return left >= 0 ? read : throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
    }

    private async ValueTask<int> ReadInnerAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await inner.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw new BadHttpRequestException("The body is not gzip.", StatusCodes.Status400BadRequest);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Request bodies are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && inner is GZipStream)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
