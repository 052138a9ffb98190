using System.Buffers.Binary;

namespace Dashboard.Ingestion.Otlp;

/// <summary>
/// Walks the fields of one protobuf message. OTLP needs numbers, texts and messages only, so groups and everything that does not fit
/// make it broken; nothing it reads can make it throw or read beyond the message.
/// </summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private const int MostShift = 63;

    private ReadOnlySpan<byte> left = message;

    /// <summary>The number of the field it stands on.</summary>
    public int Field { get; private set; }

    /// <summary>A varint or a fixed number; 0 for anything else.</summary>
    public ulong Number { get; private set; }

    /// <summary>A text or a message; empty for anything else.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Whether the field is a text or a message.</summary>
    public bool IsBytes { get; private set; }

    /// <summary>True when what is left is no protobuf.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The fixed number as a double.</summary>
    public readonly double Real => BitConverter.UInt64BitsToDouble(Number);

    /// <summary>The number as a signed one.</summary>
    public readonly long Signed => unchecked((long)Number);

    /// <summary>Moves to the next field; false at the end, and when it is broken.</summary>
    public bool Read()
    {
        if (left.IsEmpty || !TryVarint(out var tag))
        {
            return false;
        }

        Number = 0;
        Bytes = default;
        IsBytes = false;
        Field = tag >> 3 is > 0 and < 1 << 29 and var field ? (int)field : 0;
        switch (Field == 0 ? -1 : (int)(tag & 7))
        {
            case 0 when TryVarint(out var number):
                Number = number;
                return true;
            case 1 when left.Length >= 8:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(left);
                left = left[8..];
                return true;
            case 2 when TryVarint(out var length) && length <= (ulong)left.Length:
                Bytes = left[..(int)length];
                IsBytes = true;
                left = left[(int)length..];
                return true;
            case 5 when left.Length >= 4:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(left);
                left = left[4..];
                return true;
            default:
                return Break();
        }
    }

    private bool TryVarint(out ulong value)
    {
        value = 0;
        for (var (at, shift) = (0, 0); at < left.Length && shift <= MostShift; at++, shift += 7)
        {
            var part = left[at];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                left = left[(at + 1)..];
                return true;
            }
        }

        return Break();
    }

    private bool Break()
    {
        IsBroken = true;
        left = default;
        return false;
    }
}
