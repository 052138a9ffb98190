using System.Globalization;

namespace Dashboard.Ingestion.Csv;

/// <summary>
/// Reads a CSV file of usage by a mapping: bytes in, one record a row out, everything else as an issue with its line. Holds one row. Issues
/// beyond a thousand are counted and not listed.
/// </summary>
public sealed class CsvUsageReader
{
    private const int MostIssues = 1_000;

    private readonly CsvMapping mapping;
    private readonly FileContext context;
    private readonly Action<CsvUsageRow> onRow;
    private readonly Action<ParseIssue> onIssue;
    private readonly CsvRows rows;
    private CsvRecordReader? reader;
    private bool isRefused;

    /// <summary>A reader of one file.</summary>
    /// <param name="mapping">Without a problem.</param>
    /// <param name="context">The file; what it receives is compared with when it arrived.</param>
    /// <param name="onRow">Is given what was read.</param>
    /// <param name="onIssue">Is given what was not.</param>
    public CsvUsageReader(CsvMapping mapping, FileContext context, Action<CsvUsageRow> onRow, Action<ParseIssue> onIssue)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        if (mapping.Problem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(mapping));
        }

        (this.mapping, this.context, this.onRow, this.onIssue) = (mapping, context, onRow, onIssue);
        rows = new CsvRows(OnRow, Issue);
    }

    /// <summary>Rows that hold anything, the header not counted.</summary>
    public long Rows { get; private set; }

    /// <summary>Lines and rows that could not be used.</summary>
    public long Issues { get; private set; }

    /// <summary>The most bytes that were held at once.</summary>
    public int MostHeld => rows.MostHeld;

    /// <summary>Takes the next bytes.</summary>
    public void Push(ReadOnlySpan<byte> bytes)
    {
        if (!isRefused)
        {
            rows.Push(bytes);
        }
    }

    /// <summary>Ends the file.</summary>
    public void Complete()
    {
        if (isRefused)
        {
            return;
        }

        rows.Complete();
        if (reader is null && !isRefused && Issues == 0)
        {
            Issue(0, "The file has no header line.");
        }
    }

    private void OnRow(long line, IReadOnlyList<string> cells)
    {
        if (isRefused)
        {
            return;
        }

        if (reader is null)
        {
            var headers = CsvHeaders.Of(cells);
            if (mapping.MissingIn(headers) is { Count: > 0 } missing)
            {
                isRefused = true;
                Issue(line, $"The file has no column {string.Join(", ", missing.Take(5).Select(m => $"'{m}'"))}. Nothing of it was read.");
                return;
            }

            reader = new CsvRecordReader(mapping, headers);
            return;
        }

        Rows++;
        if (cells.Count != reader.Columns)
        {
            Issue(line, string.Create(CultureInfo.InvariantCulture, $"The row has {cells.Count} cells and the header {reader.Columns}."));
        }
        else if (reader.Read(cells, context, out var reason) is { } read)
        {
            onRow(read with { Line = line });
        }
        else
        {
            Issue(line, reason);
        }
    }

    private void Issue(long line, string reason)
    {
        if (++Issues <= MostIssues)
        {
            onIssue(new ParseIssue(context.Name, line, reason));
        }
    }
}
