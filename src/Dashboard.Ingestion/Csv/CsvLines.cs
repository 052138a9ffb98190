using System.Text;

namespace Dashboard.Ingestion.Csv;

/// <summary>Splits a text into lines of cells. Quoted cells may hold separators, line ends and doubled quotes.</summary>
internal static class CsvLines
{
    /// <summary>The lines that are not empty, with their line number from 1. A quote without an end breaks its line; the text goes on after it.</summary>
    public static IEnumerable<(int Line, IReadOnlyList<string> Cells, bool IsBroken)> Of(string text)
    {
        var separator = SeparatorOf(text);
        var line = 1;
        for (var at = text.StartsWith('\uFEFF') ? 1 : 0; at < text.Length;)
        {
            var first = line;
            var begin = at;
            var (cells, end, isBroken) = Read(text, at, separator);
            if (isBroken)
            {
                end = text.IndexOf('\n', begin) is var feed and >= 0 ? feed + 1 : text.Length;
            }

            line += text.AsSpan(begin, end - begin).Count('\n');
            at = end;
            if (isBroken || cells.Any(c => c.Length > 0))
            {
                yield return (first, cells, isBroken);
            }
        }
    }

    /// <summary>The one that stands most often in the first line that holds any.</summary>
    private static char SeparatorOf(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var (tabs, semicolons, commas) = (line.Count('\t'), line.Count(';'), line.Count(','));
            if (tabs + semicolons + commas > 0)
            {
                return tabs >= semicolons && tabs >= commas ? '\t' : semicolons >= commas ? ';' : ',';
            }
        }

        return ',';
    }

    private static (IReadOnlyList<string> Cells, int End, bool IsBroken) Read(string text, int at, char separator)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (isQuoted)
            {
                if (c != '"')
                {
                    cell.Append(c);
                }
                else if (at + 1 < text.Length && text[at + 1] == '"')
                {
                    cell.Append('"');
                    at++;
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (c == '"' && cell.ToString().Trim().Length == 0)
            {
                cell.Clear();
                isQuoted = true;
            }
            else if (c == separator)
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
            }
            else if (c == '\n')
            {
                at++;
                break;
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString().Trim());
        return (cells, at, isQuoted);
    }
}
