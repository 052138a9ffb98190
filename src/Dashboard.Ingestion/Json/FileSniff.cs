namespace Dashboard.Ingestion.Json;

/// <summary>What the first bytes of a file say about how objects stand in it.</summary>
internal static class FileSniff
{
    /// <summary>More bytes than this are never asked for.</summary>
    public const int MaxBytes = 1024 * 1024;

    private const int BinaryWindow = 4096;

    /// <summary>Decides. False while that takes more bytes.</summary>
    /// <param name="start">The file so far.</param>
    /// <param name="isEnd">No more bytes come.</param>
    /// <param name="framing">How objects stand in the file.</param>
    /// <param name="isBinary">The file is no text.</param>
    public static bool TryDecide(ReadOnlySpan<byte> start, bool isEnd, out FileFraming framing, out bool isBinary)
    {
        var text = start.StartsWith("\uFEFF"u8) ? start[3..] : start;
        var first = text.IndexOfAnyExcept(" \t\r\n"u8);
        var newline = first < 0 ? -1 : text[first..].IndexOf((byte)'\n');
        (framing, isBinary) = (FileFraming.Lines, false);
        if (!isEnd && start.Length < MaxBytes && IsOpen(start, text, first, newline))
        {
            return false;
        }

        if (first < 0)
        {
            return true;
        }

        if (text[first] == '[' || (text[first] == '{' && newline >= 0 && IsPrettyPrinted(text[first..], newline)))
        {
            framing = FileFraming.Document;
        }

        isBinary = text[first] is not ((byte)'{' or (byte)'[') && IsBinary(text[..Math.Min(text.Length, BinaryWindow)]);
        return true;
    }

    /// <summary>Whether the file begins with an object, or has not begun at all.</summary>
    public static bool IsBegun(ReadOnlySpan<byte> start)
    {
        var text = start.TrimStart("\uFEFF \t\r\n"u8);
        return text.IsEmpty || text[0] == '{';
    }

    /// <summary>The first line does not close its object, and the second does not open one.</summary>
    private static bool IsPrettyPrinted(ReadOnlySpan<byte> text, int newline) =>
        newline + 1 < text.Length
        && text[..newline].TrimEnd(" \t\r"u8)[^1] != '}'
        && text[newline + 1] is (byte)' ' or (byte)'\t' or (byte)'"' or (byte)'\r' or (byte)'\n';

    private static bool IsOpen(ReadOnlySpan<byte> start, ReadOnlySpan<byte> text, int first, int newline) =>
        start.Length < 4
        || first < 0
        || text[first] switch
        {
            (byte)'[' => false,
            (byte)'{' => newline < 0 || first + newline + 1 == text.Length,
            _ => text.Length < BinaryWindow,
        };

    private static bool IsBinary(ReadOnlySpan<byte> start) => start.Contains((byte)0) && start.IndexOf("\n{"u8) < 0;
}
