using System.Buffers;

namespace Dashboard.Web.Telemetry;

/// <summary>The whole body of a request, in rented memory.</summary>
internal sealed class TelemetryBody : IDisposable
{
    private const int FirstBytes = 64 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int _length;

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <summary>Reads to the end.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="most">How many there may be.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="BadHttpRequestException">There are more.</exception>
    public static async Task<TelemetryBody> ReadAsync(Stream stream, int most, CancellationToken cancellationToken)
    {
        var body = new TelemetryBody();
        try
        {
            for (var read = await body.ReadPieceAsync(stream, cancellationToken); read > 0; read = await body.ReadPieceAsync(stream, cancellationToken))
            {
                body._length += read;
                if (body._length > most)
                {
                    throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
                }
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            (_bytes, _length) = ([], 0);
        }
    }

    private ValueTask<int> ReadPieceAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (_length == _bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
            _bytes.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return stream.ReadAsync(_bytes.AsMemory(_length), cancellationToken);
    }
}
