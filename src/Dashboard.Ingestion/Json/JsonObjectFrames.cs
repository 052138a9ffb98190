namespace Dashboard.Ingestion.Json;

/// <summary>
/// Cuts bytes, pushed in pieces of any size, into JSON objects: one a line, or the elements of a document over many lines. An
/// object within one piece is handed on without a copy. Memory is bounded by the longest object allowed.
/// </summary>
public abstract class JsonObjectFrames
{
    /// <summary>The longest object read. A longer one is an issue, and the next is read again.</summary>
    public const int MaxObjectBytes = 32 * 1024 * 1024;

    private readonly Whole handleLine;
    private readonly Whole handleObject;
    private CarriedBytes carried = new(MaxObjectBytes);
    private bool quiet;
    private BracketScan scan;
    private BetweenObjects between;
    private bool isElementReported;
    private long issues;
    private long objectLine;
    private long lines;

    /// <summary>A frame reader that goes on where another stopped.</summary>
    protected JsonObjectFrames(FileFraming framing, long offset, long line)
    {
        Framing = framing;
        Offset = offset;
        lines = line;
        (handleLine, handleObject) = (HandleLine, OnObject);
    }

    private delegate void Whole(ReadOnlySpan<byte> bytes);

    /// <summary>Issues of one input that are listed one by one; of more only their number is.</summary>
    protected virtual int MostIssues => 1_000;

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

    /// <summary>An element of a document that is no object: one issue for all that stand together.</summary>
    protected virtual void OnElement(long line)
    {
        if (!isElementReported)
        {
            Report(line, "There is something that is not a JSON object.");
        }
    }

    /// <summary>Whether these bytes, the unfinished end of the input, are one whole JSON object.</summary>
    protected abstract bool IsWhole(ReadOnlySpan<byte> json);

    /// <summary>Reports an issue, up to the limit of one file.</summary>
    protected void Report(long line, string reason)
    {
        if (++issues <= MostIssues)
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
        if (Framing == FileFraming.Unknown && !carried.IsEmpty && (isFinal || !FileSniff.IsBegun(carried.Bytes) || IsWholeLine(carried.Bytes)))
        {
            TrySniff(isEnd: true);
            FeedCarried();
        }

        if (Framing == FileFraming.Lines && carried is { IsEmpty: false, IsTooLong: false })
        {
            EndLine(isFinal);
        }
        else if ((Framing == FileFraming.Document && scan.Depth > 0) || carried.IsTooLong)
        {
            if (isFinal)
            {
                Report(Framing == FileFraming.Document ? objectLine : Line + 1, "The file ends inside a JSON object.");
            }
        }

        if (issues > MostIssues)
        {
            OnIssue(0, $"and {issues - MostIssues} more issues in this file");
        }

        issues = 0;
        carried.Free();
    }

    private void EndLine(bool isFinal)
    {
        if (isFinal || IsWholeLine(carried.Bytes))
        {
            Offset += carried.Count;
            lines++;
            HandleLine(carried.Bytes);
        }
    }

    /// <summary>Also when it is the file's first, with a byte order mark or empty lines before it.</summary>
    private bool IsWholeLine(ReadOnlySpan<byte> line) => line.Trim("\uFEFF \t\r\n"u8) is [(byte)'{', ..] json && IsWhole(json);

    private bool TrySniff(bool isEnd)
    {
        if (!FileSniff.TryDecide(carried.Bytes, isEnd, out var framing, out quiet))
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
        var start = carried;
        carried = new CarriedBytes(MaxObjectBytes);
        Feed(start.Bytes);
        start.Free();
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
            Offset += Finish(part, handleLine) + 1;
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

            Offset += Finish(bytes[start..at], handleObject);
        }
    }

    /// <summary>Hands on what ends with these bytes. How many bytes it had in all.</summary>
    private long Finish(ReadOnlySpan<byte> last, Whole handle)
    {
        if (carried.IsEmpty)
        {
            handle(last);
            return last.Length;
        }

        Append(last);
        if (!carried.IsTooLong)
        {
            handle(carried.Bytes);
        }

        var count = carried.Count;
        carried.Clear();
        return count;
    }

    private int SkipToObject(ReadOnlySpan<byte> bytes, int at)
    {
        for (; at < bytes.Length; at++)
        {
            var before = between.Elements;
            if (!between.Pass(bytes[at]))
            {
                isElementReported = false;
                break;
            }

            Offset++;
            if (bytes[at] == '\n')
            {
                scan.Break();
            }

            if (between.Elements > before)
            {
                OnElement(Line + 1);
                isElementReported = true;
            }
        }

        return at;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (carried.Append(bytes))
        {
            Report(Line + 1, "The line is longer than 32 MB.");
        }
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line) => line.Trim(" \t\r"u8);
}
