using System.Buffers;
using System.Text.Json;

namespace Dashboard.Ingestion.Json;

/// <summary>
/// Skips what a person or a model wrote (most of the bytes of a line) by its quotes and brackets alone. It is several times faster
/// than reading it, and a fault inside it costs nothing, because nothing of it is used.
/// </summary>
internal static class RawSkip
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);

    /// <summary>Skips the value of the property the reader stands on.</summary>
    /// <param name="rest">What the reader reads; afterwards what it still has to read.</param>
    /// <param name="reader">On a property name; afterwards on nothing, with the next property ahead.</param>
    /// <param name="before">Its state before that name.</param>
    /// <param name="previous">The token before that name.</param>
    public static void Value(ref ReadOnlySpan<byte> rest, scoped ref Utf8JsonReader reader, in JsonReaderState before, JsonTokenType previous)
    {
        // After a brace the reader wants a name, not the comma that follows the value.
        var end = previous == JsonTokenType.StartObject ? -1 : EndOf(rest, (int)reader.BytesConsumed);
        if (end < 0)
        {
            reader.Skip();
            return;
        }

        rest = rest[end..];
        reader = new Utf8JsonReader(rest, isFinalBlock: true, before);
    }

    /// <summary>Where the text, object or array that begins here ends; -1 for another value and for one without an end.</summary>
    private static int EndOf(ReadOnlySpan<byte> json, int at)
    {
        while (at < json.Length && json[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            at++;
        }

        if (at == json.Length)
        {
            return -1;
        }

        if (json[at] == '"')
        {
            return EndOfText(json, at + 1);
        }

        return json[at] is (byte)'[' or (byte)'{' ? EndOfBrackets(json, at) : -1;
    }

    private static int EndOfBrackets(ReadOnlySpan<byte> json, int at)
    {
        var depth = 0;
        while (true)
        {
            var stop = json[at..].IndexOfAny(Structure);
            if (stop < 0)
            {
                return -1;
            }

            at += stop;
            switch (json[at])
            {
                case (byte)'"':
                    at = EndOfText(json, at + 1);
                    if (at < 0)
                    {
                        return -1;
                    }

                    continue;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                default:
                    depth--;
                    break;
            }

            at++;
            if (depth == 0)
            {
                return at;
            }
        }
    }

    private static int EndOfText(ReadOnlySpan<byte> json, int at)
    {
        while (true)
        {
            var stop = at <= json.Length ? json[at..].IndexOfAny((byte)'"', (byte)'\\') : -1;
            if (stop < 0)
            {
                return -1;
            }

            at += stop + 1;
            if (json[at - 1] == '"')
            {
                return at;
            }

            at++;
        }
    }
}
