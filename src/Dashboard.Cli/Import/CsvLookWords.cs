using System.Globalization;
using Dashboard.Credits.Money;
using Dashboard.Ingestion.Csv;
using Dashboard.Storage.Writes;

namespace Dashboard.Cli.Import;

/// <summary>What a look at a file says in sentences: the same on the page and in the tool.</summary>
public static class CsvLookWords
{
    /// <summary>Known requests whose cost the file states otherwise, and what becomes of them; null without any.</summary>
    /// <param name="others">Of a look or an import.</param>
    /// <param name="isDone">Whether it was imported.</param>
    public static string? OtherCosts(OtherCosts others, bool isDone)
    {
        ArgumentNullException.ThrowIfNull(others);
        if (others.Count == 0)
        {
            return null;
        }

        var stated = Usd.Format(others.KeptStated + others.TakenStated);
        var known = Usd.Format(others.KeptKnown + others.TakenKnown);
        var (stay, count) = isDone ? ("stayed as known", "replaced the known cost") : (others.Kept == 1 ? "stays as known" : "stay as known", others.Taken == 1 ? "replaces the known cost" : "replace the known cost");
        var what = others.Taken == 0 ? $"The known cost {(isDone ? "stayed" : "stays")}."
            : others.Kept == 0 ? $"The cost of the file {(isDone ? "replaced" : "replaces")} it."
            : string.Create(CultureInfo.InvariantCulture, $"{others.Kept} {stay} ({Usd.Format(others.KeptKnown)} USD), {others.Taken} {count} ({Usd.Format(others.TakenStated)} USD instead of {Usd.Format(others.TakenKnown)} USD).");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{others.Count} {(others.Count == 1 ? "row is" : "rows are")} known, with another cost: {stated} USD in the file, {known} USD known. {what} No file is newer than another: of two costs of one request the same one counts in whatever order they come. To correct a cost, take the older import back first.");
    }

    /// <summary>That a file brings nothing; null when it brings something, or when not all of it was tried.</summary>
    public static string? Nothing(CsvLook look)
    {
        ArgumentNullException.ThrowIfNull(look);
        var outcome = look.Effect.Outcome;
        var known = outcome.Duplicate + outcome.Superseded;
        return outcome.Accepted > 0 || outcome.Updated > 0 || look.Tried < look.Usable ? null
            : known == 0 ? "No row can be used; nothing to import."
            : string.Create(CultureInfo.InvariantCulture, $"{(known == 1 ? "The only row is" : $"All {known} {(look.IssueCount > 0 ? "rows that can be used" : "rows")} are")} known already; nothing to import.");
    }

    /// <summary>How the columns are read, a line each.</summary>
    public static IEnumerable<string> Columns(CsvMapping mapping, IReadOnlyList<string> headers)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(headers);
        foreach (var column in mapping.Columns)
        {
            yield return $"  {column.Header}: {CsvWords.Of(column.Field)}{(column.Field == CsvField.At && mapping.TimeFormat != CsvTime.Auto ? $", {mapping.TimeFormat}" : "")}";
        }

        var unread = headers.Where(h => mapping.Columns.All(c => !string.Equals(c.Header, h, StringComparison.OrdinalIgnoreCase))).ToList();
        if (unread.Count > 0)
        {
            yield return $"  not read: {string.Join(", ", unread)}";
        }

        yield return $"  a row is {(mapping.Rows == CsvRowKind.Sum ? "a sum" : "one request")}; times without a zone are in {mapping.Zone}; {(mapping.DecimalComma ? "decimal comma" : "decimal point")}"
            + (mapping.HasCost ? $"; the cost {(mapping.CostCounts ? "is what was billed and counts" : "is an estimate, our prices count")}" : "")
            + (mapping.HeaderOf(CsvField.User) is null && mapping.Columns.All(c => c.Field is not (CsvField.Account or CsvField.ApiKey or CsvField.Workspace or CsvField.Host)) ? "; no column says whose it is" : "");
    }
}
