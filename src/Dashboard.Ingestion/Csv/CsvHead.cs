namespace Dashboard.Ingestion.Csv;

/// <summary>The first lines of a file, for a person to choose what its columns are.</summary>
/// <param name="Headers">As <see cref="CsvHeaders"/> names them; empty when there is no line.</param>
/// <param name="Rows">The first rows.</param>
/// <param name="Separator">Between cells.</param>
/// <param name="Issues">What is wrong with these lines.</param>
public sealed record CsvHead(IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<string>> Rows, char Separator, IReadOnlyList<ParseIssue> Issues)
{
    private const int MostRead = 3 << 20;
    private const int MostIssues = 20;

    /// <summary>Reads so many rows, or as many as the first 3 MB hold.</summary>
    /// <param name="file">How issues name it.</param>
    /// <param name="stream">From its start.</param>
    /// <param name="most">Rows.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<CsvHead> ReadAsync(string file, Stream stream, int most, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        IReadOnlyList<string> headers = [];
        var rows = new List<IReadOnlyList<string>>();
        var issues = new List<ParseIssue>();
        var reader = new CsvRows(
            (_, cells) =>
            {
                if (headers.Count == 0)
                {
                    headers = CsvHeaders.Of(cells);
                }
                else if (rows.Count < most)
                {
                    rows.Add([.. cells]);
                }
            },
            (line, reason) =>
            {
                if (issues.Count < MostIssues)
                {
                    issues.Add(new ParseIssue(file, line, reason));
                }
            });
        var buffer = new byte[64 * 1024];
        var total = 0;
        var read = -1;
        while (rows.Count < most && total < MostRead && (read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            total += read;
            reader.Push(buffer.AsSpan(0, read));
        }

        if (read == 0)
        {
            reader.Complete();
        }

        return new CsvHead(headers, rows, (char)reader.Separator, issues);
    }
}
