using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Credits.Money;

namespace Dashboard.Cli.Report;

/// <summary>Prints a report.</summary>
internal static class ReportWriter
{
    /// <summary>As JSON; money as decimal strings of USD.</summary>
    public static string Json(UsageReport report)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject("totals");
            Fields(json, report.Totals);
            json.WriteEndObject();
            Rows(json, "rows", report.Rows);
            Rows(json, "models", report.Models);
            json.WriteStartArray("issues");
            foreach (var issue in report.Issues)
            {
                json.WriteStartObject();
                json.WriteString("file", issue.File);
                json.WriteNumber("line", issue.Line);
                json.WriteString("reason", issue.Reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }

    /// <summary>As a table for a person.</summary>
    public static string Table(UsageReport report, Grouping by)
    {
        string[] head = [by.ToString(), "Requests", "Input", "Output", "Cache write", "Cache read", "Searches", "Unpriced", "USD"];
        var lines = report.Rows.Append(report.Totals).Select(Cells).ToList();
        var widths = head.Select((h, i) => lines.Select(l => l[i].Length).Append(h.Length).Max()).ToArray();
        var text = new StringBuilder();
        Line(text, head, widths);
        text.AppendLine(string.Join("  ", widths.Select(w => new string('-', w))));
        foreach (var line in lines.SkipLast(1))
        {
            Line(text, line, widths);
        }

        text.AppendLine(string.Join("  ", widths.Select(w => new string('-', w))));
        Line(text, lines[^1], widths);
        if (report.Totals.Unpriced > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Without a price, and not in the amount: {report.Totals.Unpriced}.");
        }

        if (report.Issues.Count > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Issues, which --json lists: {report.Issues.Count}.");
        }

        return text.ToString();
    }

    private static string[] Cells(ReportRow row) =>
    [
        row.Key,
        Number(row.Events),
        Number(row.Tokens.Input),
        Number(row.Tokens.Output),
        Number(row.Tokens.CacheWrite),
        Number(row.Tokens.CacheRead),
        Number(row.WebSearches),
        Number(row.Unpriced),
        Usd.Format(row.Cost),
    ];

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, string[] cells, int[] widths)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            text.Append(i == 0 ? cells[i].PadRight(widths[i]) : "  " + cells[i].PadLeft(widths[i]));
        }

        text.AppendLine();
    }

    private static void Rows(Utf8JsonWriter json, string name, IReadOnlyList<ReportRow> rows)
    {
        json.WriteStartArray(name);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("key", row.Key);
            Fields(json, row);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Fields(Utf8JsonWriter json, ReportRow row)
    {
        json.WriteNumber("events", row.Events);
        json.WriteNumber("inputTokens", row.Tokens.Input);
        json.WriteNumber("outputTokens", row.Tokens.Output);
        json.WriteNumber("cacheWrite5mTokens", row.Tokens.CacheWrite5m);
        json.WriteNumber("cacheWrite1hTokens", row.Tokens.CacheWrite1h);
        json.WriteNumber("cacheReadTokens", row.Tokens.CacheRead);
        json.WriteNumber("webSearches", row.WebSearches);
        json.WriteString("costUsd", Usd.Format(row.Cost));
        json.WriteNumber("unpricedEvents", row.Unpriced);
    }
}
