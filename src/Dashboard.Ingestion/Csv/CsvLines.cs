using System.Text;

namespace Dashboard.Ingestion.Csv;

/// <summary>Splits a text into lines of cells. Quoted cells may hold separators, line ends and doubled quotes.</summary>
internal static class CsvLines
{
    /// <summary>The most characters of one line; a quoted cell that goes on longer is taken for a quote without an end.</summary>
    private const int MostCharacters = 65_536;

    /// <summary>The most cells that are kept of one line; what follows is counted in the last of them.</summary>
    public const int MostCells = 64;

    /// <summary>Each broken line costs a search for its end: after so many the rest is not read.</summary>
    private const int MostBroken = 100;

    /// <summary>
    /// The lines that are not empty, with their line number from 1. A quote without an end breaks its line; the text goes on after it,
    /// and ends after a hundred of them. A line of more than <see cref="MostCells"/> cells has one more than that.
    /// </summary>
    public static IEnumerable<(int Line, IReadOnlyList<string> Cells, bool IsBroken)> Of(string text)
    {
        var separator = SeparatorOf(text);
        var line = 1;
        var broken = 0;
        for (var at = text.StartsWith('\uFEFF') ? 1 : 0; at < text.Length && broken < MostBroken;)
        {
            var first = line;
            var begin = at;
            var (cells, end, isBroken) = Read(text, at, separator);
            if (isBroken)
            {
                broken++;
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
        for (var first = at; at < text.Length; at++)
        {
            if (isQuoted && at - first > MostCharacters)
            {
                break;
            }

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
            else if (c == '"' && IsBlank(cell))
            {
                cell.Clear();
                isQuoted = true;
            }
            else if (c == separator)
            {
                if (cells.Count <= MostCells)
                {
                    cells.Add(cell.ToString().Trim());
                }

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

    private static bool IsBlank(StringBuilder cell)
    {
        for (var i = 0; i < cell.Length; i++)
        {
            if (!char.IsWhiteSpace(cell[i]))
            {
                return false;
            }
        }

        return true;
    }
}
