using System.Buffers.Binary;

namespace Dashboard.Web.Features.Api;

/// <summary>
/// Packed bytes on their way to be unpacked, of which the last are remembered: they say how much comes out, and unpacking itself does not
/// notice when they are missing.
/// </summary>
internal sealed class GzipTail(Stream packed) : Stream
{
    private readonly byte[] _last = new byte[sizeof(uint)];
    private long _count;

    /// <summary>Whether the bytes so far end a gzip of that many unpacked bytes.</summary>
    public bool IsEndOf(long unpacked) => (_count == 0 && unpacked == 0) || (_count > _last.Length && BinaryPrimitives.ReadUInt32LittleEndian(_last) == (uint)unpacked);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await packed.ReadAsync(buffer, cancellationToken);
        Remember(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Request bodies are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Remember(ReadOnlySpan<byte> bytes)
    {
        _count += bytes.Length;
        var kept = bytes.Length >= _last.Length ? bytes[^_last.Length..] : bytes;
        _last.AsSpan(kept.Length).CopyTo(_last);
        kept.CopyTo(_last.AsSpan(_last.Length - kept.Length));
    }
}
