using System.Buffers;

namespace Dashboard.Ingestion.Json;

/// <summary>Follows quotes and brackets over pieces of a document, to find where an object ends.</summary>
internal struct BracketScan
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]\n"u8);

    private bool inText;
    private bool escaped;

    /// <summary>Brackets open.</summary>
    public int Depth { get; private set; }

    /// <summary>Line breaks passed.</summary>
    public long Lines { get; private set; }

    /// <summary>Takes the brace that opens an object.</summary>
    public void Open() => Depth = 1;

    /// <summary>Counts a line break outside objects.</summary>
    public void Break() => Lines++;

    /// <summary>Goes on from here. Answers where the object ended, or the end of the bytes while it is open.</summary>
    public int Advance(ReadOnlySpan<byte> bytes, int at)
    {
        while (at < bytes.Length && Depth > 0)
        {
            at = inText ? AdvanceText(bytes, at) : AdvanceStructure(bytes, at);
        }

        return at;
    }

    private int AdvanceText(ReadOnlySpan<byte> bytes, int at)
    {
        if (escaped)
        {
            escaped = false;
            return at + 1;
        }

        var stop = bytes[at..].IndexOfAny((byte)'"', (byte)'\\');
        if (stop < 0)
        {
            return bytes.Length;
        }

        escaped = bytes[at + stop] == '\\';
        inText = escaped;
        return at + stop + 1;
    }

    private int AdvanceStructure(ReadOnlySpan<byte> bytes, int at)
    {
        var stop = bytes[at..].IndexOfAny(Structure);
        if (stop < 0)
        {
            return bytes.Length;
        }

        switch (bytes[at + stop])
        {
            case (byte)'"':
                inText = true;
                break;
            case (byte)'{' or (byte)'[':
                Depth++;
                break;
            case (byte)'}' or (byte)']':
                Depth--;
                break;
            default:
                Lines++;
                break;
        }

        return at + stop + 1;
    }
}
