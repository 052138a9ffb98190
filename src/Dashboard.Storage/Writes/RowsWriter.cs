using System.Text;

namespace Dashboard.Storage.Writes;

/// <summary>Inserts rows of any columns, many with one statement.</summary>
internal static class RowsWriter
{
    private const int RowsOfStatement = 50;

    public static async Task WriteAsync(UsageTables tables, string table, string[] columns, IEnumerable<object?[]> rows, string onConflict)
    {
        foreach (var chunk in rows.Chunk(RowsOfStatement))
        {
            // Full statements are one text, which is compiled once; the rest goes row by row.
            if (chunk.Length == RowsOfStatement)
            {
                await tables.ExecuteAsync(StatementOf(table, columns, chunk.Length, onConflict), ParametersOf(columns, chunk));
                continue;
            }

            foreach (var row in chunk)
            {
                await tables.ExecuteAsync(StatementOf(table, columns, 1, onConflict), ParametersOf(columns, [row]));
            }
        }
    }

    private static string StatementOf(string table, string[] columns, int count, string onConflict)
    {
        var sql = new StringBuilder($"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ");
        for (var i = 0; i < count; i++)
        {
            sql.Append(i == 0 ? "(" : ", (").AppendJoin(", ", Enumerable.Range(0, columns.Length).Select(c => $"@p{i}_{c}")).Append(')');
        }

        return sql.Append(' ').Append(onConflict).ToString();
    }

    private static (string, object?)[] ParametersOf(string[] columns, object?[][] rows) =>
        [.. rows.SelectMany((row, i) => Enumerable.Range(0, columns.Length).Select(c => ($"@p{i}_{c}", row[c])))];
}
