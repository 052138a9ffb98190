namespace Dashboard.Cli.Data;

/// <summary>Writes CSV by RFC 4180.</summary>
internal static class CsvText
{
    /// <summary>
    /// One record with its line end. A text that a spreadsheet would take for a formula gets an apostrophe in front of it; numbers are
    /// given as they are.
    /// </summary>
    public static string Line(params IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var safe = text[0] is '=' or '+' or '@' or '\t' or '\r' || (text[0] == '-' && !(text.Length > 1 && char.IsAsciiDigit(text[1]) && text.Skip(1).All(c => char.IsAsciiDigit(c) || c == '.')))
            ? "'" + text
            : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
