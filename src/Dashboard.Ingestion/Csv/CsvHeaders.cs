using System.Globalization;

namespace Dashboard.Ingestion.Csv;

/// <summary>Names of columns: each its own, also where a file leaves one empty or gives one twice.</summary>
public static class CsvHeaders
{
    /// <summary>The names of a header line: <c>Cost</c>, <c>Cost (2)</c>, <c>column 3</c>.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var names = new List<string>(cells.Count);
        for (var i = 0; i < cells.Count; i++)
        {
            var name = cells[i].Length == 0 ? string.Create(CultureInfo.InvariantCulture, $"column {i + 1}") : cells[i].Length > CsvMapping.MostText ? cells[i][..CsvMapping.MostText] : cells[i];
            seen[name] = seen.GetValueOrDefault(name) + 1;
            names.Add(seen[name] == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} ({seen[name]})"));
        }

        return names;
    }
}
