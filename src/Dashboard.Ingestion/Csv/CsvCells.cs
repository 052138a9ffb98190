using System.Text;

namespace Dashboard.Ingestion.Csv;

/// <summary>Splits a line of a CSV file into its cells, trimmed.</summary>
internal sealed class CsvCells
{
    private readonly List<string> cells = [];
    private readonly StringBuilder cell = new();
    private readonly Utf8StringCache strings = new();

    /// <summary>The cells of the last line; the list is used again for the next.</summary>
    public IReadOnlyList<string> Row => cells;

    /// <summary>Whether any of them holds anything.</summary>
    public bool IsAny => cells.Exists(c => c.Length > 0);

    /// <summary>Splits a line; false when it has too many cells.</summary>
    public bool TrySplit(ReadOnlySpan<byte> row, byte separator)
    {
        cells.Clear();
        while (cells.Count < CsvRows.MostCells)
        {
            var lead = row;
            while (lead is [(byte)' ', ..])
            {
                lead = lead[1..];
            }

            int used;
            if (lead is [(byte)'"', ..])
            {
                cells.Add(Quoted(lead[1..], separator, out used));
                used += row.Length - lead.Length + 1;
            }
            else
            {
                var stop = row.IndexOf(separator);
                used = stop < 0 ? row.Length : stop;
                cells.Add(strings.Get(row[..used]).Trim());
            }

            if (used >= row.Length)
            {
                return true;
            }

            row = row[(used + 1)..];
        }

        return false;
    }

    /// <summary>The text after an opening quote up to the separator; what stands between the closing quote and the separator belongs to it.</summary>
    private string Quoted(ReadOnlySpan<byte> text, byte separator, out int used)
    {
        var close = text.IndexOf((byte)'"');
        if (close >= 0 && (close + 1 == text.Length || text[close + 1] == separator))
        {
            used = close + 1;
            return strings.Get(text[..close]).Trim();
        }

        cell.Clear();
        for (used = 0; close >= 0; close = text[used..].IndexOf((byte)'"'))
        {
            cell.Append(Encoding.UTF8.GetString(text.Slice(used, close)));
            used += close + 1;
            if (used >= text.Length || text[used] != '"')
            {
                break;
            }

            cell.Append('"');
            used++;
        }

        var stop = text[used..].IndexOf(separator);
        var rest = stop < 0 ? text[used..] : text.Slice(used, stop);
        cell.Append(Encoding.UTF8.GetString(rest));
        used += rest.Length;
        return cell.ToString().Trim();
    }
}
