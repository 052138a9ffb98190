using System.Globalization;

namespace Dashboard.Ingestion.Csv;

/// <summary>
/// A list of claims as people paste or export it: e-mail and day (<c>2026-11-03</c>), in this order or by a head line that names them.
/// A line that cannot be used is an issue and costs the others nothing.
/// </summary>
/// <param name="Lines">The claims, in order.</param>
/// <param name="Issues">Every line that is left out, and why.</param>
public sealed record ClaimList(IReadOnlyList<ClaimLine> Lines, IReadOnlyList<ParseIssue> Issues)
{
    /// <summary>The most claims of one list.</summary>
    public const int MostClaims = 20_000;

    private const int MostText = 254;

    /// <summary>Reads a list.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="file">How issues name it.</param>
    public static ClaimList Parse(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = new List<ClaimLine>();
        var issues = new List<ParseIssue>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        (int Email, int Day)? columns = null;
        foreach (var (line, cells, isBroken) in CsvLines.Of(text))
        {
            if (!isBroken && columns is null)
            {
                columns = HeadOf(cells);
                if (columns is not null)
                {
                    continue;
                }

                columns = (0, 1);
            }

            if (lines.Count == MostClaims)
            {
                issues.Add(new ParseIssue(file, line, $"A list has at most {MostClaims} claims; this and later lines are left out."));
                break;
            }

            var (claim, reason) = isBroken ? (null, "A quote is opened and not closed.") : Read(line, cells, columns ?? (0, 1));
            if (claim is null)
            {
                issues.Add(new ParseIssue(file, line, reason));
            }
            else if (seen.TryAdd(claim.Email, line))
            {
                lines.Add(claim);
            }
            else
            {
                issues.Add(new ParseIssue(file, line, $"This e-mail stands on line {seen[claim.Email].ToString(CultureInfo.InvariantCulture)} already."));
            }
        }

        return new ClaimList(lines, issues);
    }

    private static (int Email, int Day)? HeadOf(IReadOnlyList<string> cells)
    {
        var names = cells.Select(c => string.Concat(c.Where(char.IsLetter)).ToLowerInvariant()).ToList();
        var email = names.FindIndex(n => n is "email" or "mail" or "emailaddress");
        var day = names.FindIndex(n => n is "date" or "day" or "claimed" or "claimedat" or "claimedon");
        return email < 0 ? null : (email, day);
    }

    private static (ClaimLine? Claim, string Reason) Read(int line, IReadOnlyList<string> cells, (int Email, int Day) columns)
    {
        var email = columns.Email < cells.Count ? cells[columns.Email].Trim().ToLowerInvariant() : "";
        var day = columns.Day >= 0 && columns.Day < cells.Count ? cells[columns.Day].Trim() : "";
        return email.Length is 0 or > MostText || !email.Contains('@', StringComparison.Ordinal) || email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) ? (null, "This is not an e-mail address.")
            : day.Length == 0 ? (new ClaimLine(line, email, null), "")
            : DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) ? (new ClaimLine(line, email, on), "")
            : (null, "The day must look like 2026-11-03.");
    }
}
