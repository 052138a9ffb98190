using System.Globalization;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Programmes;

namespace Dashboard.Ingestion.Csv;

/// <summary>
/// A list of seats as people paste or export it: comma, semicolon or tab between columns, quotes where needed, a head line that names
/// the columns (email, name, team, costCentre, plan, anchorDay, claimedAt, activeFrom, activeUntil) or these columns in this order.
/// A line that cannot be used is an issue and costs the others nothing. An empty cell says nothing; <c>-</c> says no team or no cost centre.
/// </summary>
/// <param name="Lines">The seats, in order.</param>
/// <param name="Issues">Every line that is left out, and why.</param>
public sealed record SeatList(IReadOnlyList<SeatLine> Lines, IReadOnlyList<ParseIssue> Issues)
{
    /// <summary>The most seats of one list.</summary>
    public const int MostSeats = 20_000;

    /// <summary>The most bytes of a file that is read.</summary>
    public const long MostBytes = 20 << 20;

    private const int MostText = 200;

    private static readonly string[] Columns = ["email", "name", "team", "costcentre", "plan", "anchorday", "claimedat", "activefrom", "activeuntil"];

    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["mail"] = "email",
        ["emailaddress"] = "email",
        ["costcenter"] = "costcentre",
        ["anchor"] = "anchorday",
        ["claimed"] = "claimedat",
        ["active"] = "activefrom",
        ["until"] = "activeuntil",
    };

    /// <summary>Every e-mail that stands in the list, on lines that are left out too: whoever is named is not missing.</summary>
    public required IReadOnlySet<string> Named { get; init; }

    /// <summary>Reads a list.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="zone">The organisation's zone: a bare claim date is its first instant there.</param>
    /// <param name="file">How issues name it.</param>
    public static SeatList Parse(string text, TimeZoneInfo zone, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MostBytes)
        {
            return new SeatList([], [new ParseIssue(file, 0, "The list is larger than 20 MB. Nothing of it was read.")]) { Named = new HashSet<string>() };
        }

        var lines = new List<SeatLine>();
        var named = new HashSet<string>(StringComparer.Ordinal);
        var issues = new List<ParseIssue>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        IReadOnlyList<string>? columns = null;
        foreach (var (line, cells, isBroken) in CsvLines.Of(text))
        {
            if (isBroken)
            {
                issues.Add(new ParseIssue(file, line, "A quote is opened and not closed."));
                continue;
            }

            if (cells.Count > CsvLines.MostCells)
            {
                issues.Add(new ParseIssue(file, line, $"The line has more than {CsvLines.MostCells} columns."));
                if (columns is null)
                {
                    break;
                }

                continue;
            }

            if (columns is null)
            {
                columns = HeadOf(cells, line, file, issues);
                if (columns is not null)
                {
                    continue;
                }

                columns = Columns;
            }

            if (lines.Count == MostSeats)
            {
                issues.Add(new ParseIssue(file, line, $"A list has at most {MostSeats} seats; this and later lines are left out."));
                break;
            }

            var (seat, reason) = Read(line, cells, columns, zone, named);
            if (seat is not null && !seen.TryAdd(seat.Email, line))
            {
                reason = $"This e-mail stands on line {seen[seat.Email]} already.";
                seat = null;
            }

            if (seat is not null)
            {
                lines.Add(seat);
            }
            else
            {
                issues.Add(new ParseIssue(file, line, reason));
            }
        }

        return new SeatList(lines, issues) { Named = named };
    }

    private static List<string>? HeadOf(IReadOnlyList<string> cells, int line, string file, List<ParseIssue> issues)
    {
        var names = cells.Select(Key).ToList();
        if (!names.Contains("email"))
        {
            return null;
        }

        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Length > 0 && !Columns.Contains(names[i]))
            {
                issues.Add(new ParseIssue(file, line, $"The column {i + 1} is not known and left out."));
            }
        }

        return names;
    }

    private static string Key(string cell)
    {
        var key = string.Concat(cell.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return Aliases.GetValueOrDefault(key, key);
    }

    private static (SeatLine? Seat, string Reason) Read(int line, IReadOnlyList<string> cells, IReadOnlyList<string> columns, TimeZoneInfo zone, HashSet<string> named)
    {
        var email = Cell("email").ToLowerInvariant();
        named.Add(email);
        if (!IsEmail(email))
        {
            return (null, email.Length == 0 ? "The e-mail is missing." : "This is not an e-mail address.");
        }

        if (cells.Any(c => c.Length > MostText || c.Any(char.IsControl)))
        {
            return (null, $"A cell is longer than {MostText} characters or holds control characters.");
        }

        string? plan = null;
        if (Cell("plan") is { Length: > 0 } planText && (plan = Plans.Find(planText)?.Id) is null)
        {
            return (null, "There is no such plan. The plans are " + string.Join(", ", Plans.All.Select(p => p.Id)) + ".");
        }

        int? anchor = null;
        if (Cell("anchorday") is { Length: > 0 } anchorText)
        {
            if (!int.TryParse(anchorText, NumberStyles.None, CultureInfo.InvariantCulture, out var day) || day is < 1 or > 31)
            {
                return (null, "The anchor day is not a day from 1 to 31.");
            }

            anchor = day;
        }

        if (!TryDay(Cell("activefrom"), out var activeFrom))
        {
            return (null, "activeFrom is not a date such as 2026-11-01.");
        }

        if (!TryDay(Cell("activeuntil"), out var activeUntil))
        {
            return (null, "activeUntil is not a date such as 2026-12-01.");
        }

        if (activeUntil <= activeFrom)
        {
            return (null, "activeUntil is not after activeFrom.");
        }

        return TryInstant(Cell("claimedat"), zone, out var claimedAt)
            ? (new SeatLine(line, email, Cell("name"), Text("team"), Text("costcentre"), plan, anchor, claimedAt, activeFrom, activeUntil, TryDay(Cell("claimedat"), out var on) ? on : null), "")
            : (null, "claimedAt is not a date such as 2026-11-01 or an instant such as 2026-11-01T09:30:00Z.");

        string Cell(string column)
        {
            for (var i = 0; i < columns.Count && i < cells.Count; i++)
            {
                if (columns[i] == column)
                {
                    return cells[i].Trim();
                }
            }

            return "";
        }

        string? Text(string column) => Cell(column) switch { "" => null, "-" => "", var text => text };
    }

    private static bool IsEmail(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < text.Length - 1 && text.LastIndexOf('@') == at && text.Length <= 254 && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
    }

    private static bool TryDay(string text, out DateOnly? day)
    {
        day = null;
        if (text.Length == 0)
        {
            return true;
        }

        var isDay = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var found) && found.Year is >= 1970 and < 2200;
        day = isDay ? found : null;
        return isDay;
    }

    private static bool TryInstant(string text, TimeZoneInfo zone, out long? atMs)
    {
        atMs = null;
        if (TryDay(text, out var day))
        {
            atMs = day is { } date ? ZoneDays.FirstInstantOf(date, zone) : null;
            return true;
        }

        if (!text.Contains('T', StringComparison.Ordinal)
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            || instant.Year is < 1970 or >= 2200)
        {
            return false;
        }

        atMs = instant.ToUnixTimeMilliseconds();
        return true;
    }
}
