using System.Buffers;

namespace Dashboard.Ingestion.Json;

/// <summary>
/// Cuts bytes, pushed in pieces of any size, into JSON objects: one a line, or the elements of a document over many lines. An
/// object within one piece is handed on without a copy. Memory is bounded by the longest object allowed.
/// </summary>
public abstract class JsonObjectFrames
{
    /// <summary>The longest object read. A longer one is an issue, and the next is read again.</summary>
    public const int MaxObjectBytes = 32 * 1024 * 1024;

    private const int MaxIssues = 1_000;

    private byte[] carry = [];
    private int carried;
    private bool skipping;
    private bool quiet;
    private BracketScan scan;
    private bool junk;
    private long issues;
    private long objectLine;
    private long lines;
    private long pending;

    /// <summary>A frame reader that goes on where another stopped.</summary>
    protected JsonObjectFrames(FileFraming framing, long offset, long line)
    {
        Framing = framing;
        Offset = offset;
        lines = line;
    }

    /// <summary>How objects stand in the input; unknown until enough was read.</summary>
    protected FileFraming Framing { get; private set; }

    /// <summary>Bytes done: up to the end of the last whole object or line.</summary>
    protected long Offset { get; private set; }

    /// <summary>Whole lines before <see cref="Offset"/>.</summary>
    protected long LinesDone => scan.Depth > 0 ? objectLine - 1 : Line;

    /// <summary>The line of the current object, from 1.</summary>
    protected long ObjectLine => Framing == FileFraming.Document ? objectLine : Line;

    private long Line => lines + scan.Lines;

    /// <summary>Takes the next bytes.</summary>
    public void Push(ReadOnlySpan<byte> bytes)
    {
        if (Framing == FileFraming.Unknown)
        {
            var head = Math.Min(bytes.Length, FileSniff.MaxBytes);
            Append(bytes[..head]);
            bytes = bytes[head..];
            if (!TrySniff(isEnd: false))
            {
                return;
            }

            FeedCarried();
        }

        Feed(bytes);
    }

    /// <summary>One whole JSON object, from <c>{</c> to <c>}</c> as far as brackets tell.</summary>
    protected abstract void OnObject(ReadOnlySpan<byte> json);

    /// <summary>One issue at a line.</summary>
    protected abstract void OnIssue(long line, string reason);

    /// <summary>Whether these bytes, the unfinished end of the input, are one whole JSON object.</summary>
    protected abstract bool IsWhole(ReadOnlySpan<byte> json);

    /// <summary>Reports an issue, up to the limit of one file.</summary>
    protected void Report(long line, string reason)
    {
        if (++issues <= MaxIssues)
        {
            OnIssue(line, reason);
        }
    }

    /// <summary>
    /// Ends the input. An unfinished last object is an issue when the input is final; else it is left for a later call. A last
    /// line without its newline is read when it is whole.
    /// </summary>
    protected void End(bool isFinal)
    {
        // A file that has only begun its first object, and will grow, is left alone.
        if (Framing == FileFraming.Unknown && carried > 0 && (isFinal || !FileSniff.IsBegun(carry.AsSpan(0, carried)) || IsWholeLine(carry.AsSpan(0, carried))))
        {
            TrySniff(isEnd: true);
            FeedCarried();
        }

        if (Framing == FileFraming.Lines && !skipping && carried > 0)
        {
            EndLine(isFinal);
        }
        else if ((Framing == FileFraming.Document && scan.Depth > 0) || skipping)
        {
            if (isFinal)
            {
                Report(Framing == FileFraming.Document ? objectLine : Line + 1, "The file ends inside a JSON object.");
            }
        }

        if (issues > MaxIssues)
        {
            OnIssue(0, $"and {issues - MaxIssues} more issues in this file");
        }

        issues = 0;
        ArrayPool<byte>.Shared.Return(carry);
        carry = [];
        carried = 0;
    }

    private void EndLine(bool isFinal)
    {
        if (isFinal || IsWholeLine(carry.AsSpan(0, carried)))
        {
            Offset += carried;
            lines++;
            HandleLine(carry.AsSpan(0, carried));
        }
    }

    /// <summary>Also when it is the file's first, with a byte order mark or empty lines before it.</summary>
    private bool IsWholeLine(ReadOnlySpan<byte> line) => line.Trim("\uFEFF \t\r\n"u8) is [(byte)'{', ..] json && IsWhole(json);

    private bool TrySniff(bool isEnd)
    {
        if (!FileSniff.TryDecide(carry.AsSpan(0, carried), isEnd, out var framing, out quiet))
        {
            return false;
        }

        Framing = framing;
        if (quiet)
        {
            Report(0, "This is not a text file.");
        }

        return true;
    }

    private void FeedCarried()
    {
        var (start, length) = (carry, carried);
        (carry, carried) = ([], 0);
        Feed(start.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(start);
    }

    private void Feed(ReadOnlySpan<byte> bytes)
    {
        if (Framing == FileFraming.Lines)
        {
            FeedLines(bytes);
        }
        else
        {
            FeedDocument(bytes);
        }
    }

    private void FeedLines(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            var newline = bytes.IndexOf((byte)'\n');
            if (newline < 0)
            {
                Append(bytes);
                return;
            }

            var part = bytes[..newline];
            bytes = bytes[(newline + 1)..];
            lines++;
            if (carried == 0 && !skipping)
            {
                HandleLine(part);
            }
            else
            {
                Append(part);
                if (!skipping)
                {
                    HandleLine(carry.AsSpan(0, carried));
                }
            }

            Offset += pending + (skipping || carried > 0 ? carried : part.Length) + 1;
            (carried, pending, skipping) = (0, 0, false);
        }
    }

    private void HandleLine(ReadOnlySpan<byte> line)
    {
        if (Line == 1 && line.StartsWith("\uFEFF"u8))
        {
            line = line[3..];
        }

        line = Trim(line);
        if (line.IsEmpty)
        {
            return;
        }

        if (line[0] == '{')
        {
            OnObject(line);
        }
        else if (!quiet)
        {
            Report(Line, "The line is not a JSON object.");
        }
    }

    /// <summary>Finds objects by their brackets, wherever lines break.</summary>
    private void FeedDocument(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var start = at;
            if (scan.Depth == 0)
            {
                start = SkipToObject(bytes, at);
                if (start == bytes.Length)
                {
                    return;
                }

                objectLine = Line + 1;
                scan.Open();
                at = start + 1;
            }

            at = scan.Advance(bytes, at);
            if (scan.Depth > 0)
            {
                Append(bytes[start..]);
                return;
            }

            EndObject(bytes[start..at]);
        }
    }

    private void EndObject(ReadOnlySpan<byte> last)
    {
        var size = last.Length;
        if (carried > 0 || skipping)
        {
            Append(last);
            size = carried;
            if (!skipping)
            {
                OnObject(carry.AsSpan(0, carried));
            }
        }
        else
        {
            OnObject(last);
        }

        Offset += pending + size;
        (carried, pending, skipping) = (0, 0, false);
    }

    private int SkipToObject(ReadOnlySpan<byte> bytes, int at)
    {
        for (; at < bytes.Length && bytes[at] != '{'; at++)
        {
            Offset++;
            if (bytes[at] == '\n')
            {
                scan.Break();
            }
            else if (bytes[at] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)',' or (byte)'[' or (byte)']' or 0xEF or 0xBB or 0xBF) && !junk)
            {
                junk = true;
                Report(Line + 1, "There is something that is not a JSON object.");
            }
        }

        junk = junk && at == bytes.Length;
        return at;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (!skipping && carried + bytes.Length > MaxObjectBytes)
        {
            Report(Line + 1, "The line is longer than 32 MB.");
            (skipping, pending, carried) = (true, pending + carried, 0);
        }

        if (skipping)
        {
            pending += bytes.Length;
            return;
        }

        if (carried + bytes.Length > carry.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(64 * 1024, Math.Max(carried + bytes.Length, Math.Min(carry.Length * 2, MaxObjectBytes))));
            carry.AsSpan(0, carried).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(carry);
            carry = larger;
        }

        bytes.CopyTo(carry.AsSpan(carried));
        carried += bytes.Length;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line) => line.Trim(" \t\r"u8);
}
