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
    private long left;

    private RequestBody(Stream inner, long most) => (this.inner, left) = (inner, most);

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

        return (new RequestBody(isPacked ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body, most), null);
    }

    /// <summary>The answer when a limit is passed.</summary>
    public static IResult TooLarge() => Results.Problem("The body is too large; send it in parts.", statusCode: StatusCodes.Status413PayloadTooLarge);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="BadHttpRequestException">The limit is passed.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        left -= read;
        return left >= 0 ? read : throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
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
