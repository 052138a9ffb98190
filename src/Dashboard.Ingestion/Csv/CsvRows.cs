using System.Text.Unicode;

namespace Dashboard.Ingestion.Csv;

/// <summary>
/// Cuts a stream of bytes into the rows of a CSV file (RFC 4180): commas, semicolons or tabs, found in the first line; quoted cells may hold
/// separators, line ends and doubled quotes; a byte-order mark is passed over. Holds one row, of at most <see cref="MostBytes"/>. What is
/// broken costs its line and no other.
/// </summary>
/// <param name="onRow">Is given the line a row begins on, from 1, and its cells, trimmed. The list is used again for the next row.</param>
/// <param name="onIssue">Is given a line and what is wrong with it.</param>
public sealed class CsvRows(Action<long, IReadOnlyList<string>> onRow, Action<long, string> onIssue)
{
    /// <summary>The most bytes of one row.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>The most cells of one row.</summary>
    public const int MostCells = 512;

    /// <summary>A quote without an end costs a search for it; after so many a quoted cell ends with its line.</summary>
    private const int MostBroken = 100;

    private const int Piece = 64 * 1024;

    private readonly CsvCells cells = new();
    private byte[] buffer = new byte[64 * 1024];
    private int length;
    private int start;
    private int scanned;
    private long line = 1;
    private int broken;
    private Place place;
    private bool hasBegun;
    private bool isSkipping;
    private bool isRefused;

    private enum Place
    {
        CellStart,
        Plain,
        Quoted,
        QuoteSeen,
    }

    /// <summary>Between cells; 0 until the first line is there.</summary>
    public byte Separator { get; private set; }

    /// <summary>The most bytes that were ever held at once.</summary>
    public int MostHeld => buffer.Length;

    /// <summary>Takes the next bytes.</summary>
    public void Push(ReadOnlySpan<byte> bytes)
    {
        // In pieces, so that what is held stays small however much is given at once.
        for (; !bytes.IsEmpty; bytes = bytes[Math.Min(Piece, bytes.Length)..])
        {
            Take(bytes[..Math.Min(Piece, bytes.Length)]);
            Scan(isFinal: false);
        }
    }

    /// <summary>Ends the file: a last line needs no line end.</summary>
    public void Complete() => Scan(isFinal: true);

    private void Take(ReadOnlySpan<byte> bytes)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, length - start).CopyTo(buffer);
            (length, scanned, start) = (length - start, scanned - start, 0);
        }

        if (length + bytes.Length > buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + bytes.Length));
        }

        bytes.CopyTo(buffer.AsSpan(length));
        length += bytes.Length;
    }

    private void Scan(bool isFinal)
    {
        if (isRefused || !Begin(isFinal))
        {
            return;
        }

        while (true)
        {
            if (isSkipping && !Skip())
            {
                break;
            }

            if (FindEnd() is { } end)
            {
                // A quote that meets the next one far below it is no cell, but a quote without an end.
                if (end - start > MostBytes && buffer.AsSpan(start, end - start - 1).Contains((byte)'\n'))
                {
                    GiveUp(isQuote: true);
                }
                else
                {
                    Emit(end);
                }

                continue;
            }

            if (length - start > MostBytes || (isFinal && place == Place.Quoted && start < length))
            {
                GiveUp(place == Place.Quoted);
                continue;
            }

            break;
        }

        if (isFinal && start < length && !isSkipping)
        {
            Emit(length);
        }
    }

    /// <summary>Passes over the mark and finds the separator, once the first line is there.</summary>
    private bool Begin(bool isFinal)
    {
        if (hasBegun)
        {
            return true;
        }

        var held = buffer.AsSpan(0, length);
        if (!isFinal && held.Length <= MostBytes && !CsvSeparator.HasLine(held))
        {
            return false;
        }

        hasBegun = true;
        if (held.StartsWith("\uFEFF"u8))
        {
            start = scanned = 3;
        }
        else if (held is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            isRefused = true;
            onIssue(0, "The file is UTF-16. Save it as UTF-8.");
            return false;
        }

        Separator = CsvSeparator.Of(held[start..]);
        return true;
    }

    /// <summary>Where the row ends, after its line feed; null when it is not there yet.</summary>
    private int? FindEnd()
    {
        while (scanned < length)
        {
            var rest = buffer.AsSpan(scanned, length - scanned);
            var b = rest[0];
            switch (place)
            {
                case Place.CellStart when b is (byte)' ' && Separator != b:
                    scanned++;
                    break;
                case Place.CellStart:
                    place = b == '"' ? Place.Quoted : Place.Plain;
                    scanned += b == '"' ? 1 : 0;
                    break;
                case Place.Plain:
                    var stop = rest.IndexOfAny(Separator, (byte)'\n');
                    if (stop < 0)
                    {
                        scanned = length;
                        return null;
                    }

                    scanned += stop + 1;
                    place = Place.CellStart;
                    if (rest[stop] == '\n')
                    {
                        return scanned;
                    }

                    break;
                case Place.Quoted:
                    var quote = broken < MostBroken ? rest.IndexOf((byte)'"') : rest.IndexOfAny((byte)'"', (byte)'\n');
                    if (quote < 0)
                    {
                        scanned = length;
                        return null;
                    }

                    scanned += quote + 1;
                    if (rest[quote] == '\n')
                    {
                        return scanned;
                    }

                    place = Place.QuoteSeen;
                    break;
                case Place.QuoteSeen:
                    place = b == '"' ? Place.Quoted : Place.Plain;
                    scanned += b == '"' ? 1 : 0;
                    break;
            }
        }

        return null;
    }

    /// <summary>The row has no end, or not within the limit: its first line is named, and what follows is read as rows of its own.</summary>
    private void GiveUp(bool isQuote)
    {
        var feed = buffer.AsSpan(start, length - start).IndexOf((byte)'\n');
        onIssue(line, (isQuote && feed >= 0) || length - start <= MostBytes ? "A quote is opened and not closed." : "The line is longer than 1 MB.");
        broken += isQuote ? 1 : 0;
        place = Place.CellStart;
        isSkipping = feed < 0;
        start = scanned = feed < 0 ? length : start + feed + 1;
        line += feed < 0 ? 0 : 1;
    }

    /// <summary>Passes over the rest of a line that is too long. False when its end is not there yet.</summary>
    private bool Skip()
    {
        var feed = buffer.AsSpan(start, length - start).IndexOf((byte)'\n');
        start = scanned = feed < 0 ? length : start + feed + 1;
        line += feed < 0 ? 0 : 1;
        isSkipping = feed < 0;
        return feed >= 0;
    }

    private void Emit(int end)
    {
        var row = buffer.AsSpan(start, end - start);
        var isOpen = place == Place.Quoted;
        var first = line;
        line += row.Count((byte)'\n');
        (start, scanned, place) = (end, end, Place.CellStart);
        row = row.TrimEnd("\r\n"u8);
        if (isOpen)
        {
            onIssue(first, "A quote is opened and not closed.");
        }
        else if (row.Length > MostBytes)
        {
            onIssue(first, "The line is longer than 1 MB.");
        }
        else if (!Utf8.IsValid(row))
        {
            onIssue(first, "The line is not valid UTF-8. Save the file as UTF-8.");
        }
        else if (!cells.TrySplit(row, Separator))
        {
            onIssue(first, $"The line has more than {MostCells} columns.");
        }
        else if (cells.IsAny)
        {
            onRow(first, cells.Row);
        }
    }
}
