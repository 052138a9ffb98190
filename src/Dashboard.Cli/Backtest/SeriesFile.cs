using System.Globalization;
using Dashboard.Credits.Money;
using Dashboard.Credits.Projection;

namespace Dashboard.Cli.Backtest;

/// <summary>
/// Reads <c>seat,date,usd</c>: a header line, then one line a seat and day; lines of the same seat and day add up. A broken line
/// is a problem with its number, and all problems (at most a hundred) are told at once.
/// </summary>
public static class SeriesFile
{
    private const int MostProblems = 100;
    private const int MostDays = 36_600;

    /// <summary>Reads a suite. The suite is null exactly when there are problems.</summary>
    public static (BacktestSuite? Suite, IReadOnlyList<string> Problems) Read(TextReader reader)
    {
        var problems = new List<string>();
        var seats = new SortedDictionary<string, SortedDictionary<DateOnly, Nanodollars>>(StringComparer.Ordinal);
        if (reader.ReadLine()?.TrimStart('\uFEFF').Trim().Replace(" ", string.Empty, StringComparison.Ordinal) is not "seat,date,usd")
        {
            return (null, ["Line 1: the header must be seat,date,usd."]);
        }

        for (var number = 2; reader.ReadLine() is { } line && problems.Count < MostProblems; number++)
        {
            if (line.Trim().Length > 0 && Add(line, seats) is { } problem)
            {
                problems.Add($"Line {number.ToString(CultureInfo.InvariantCulture)}: {problem}");
            }
        }

        if (problems.Count > 0)
        {
            return (null, problems);
        }

        return Suite(seats) is { } suite
            ? (suite, problems)
            : (null, ["At least three whole cycles of 30 days with usage are needed: two of history and one to score."]);
    }

    private static string? Add(string line, SortedDictionary<string, SortedDictionary<DateOnly, Nanodollars>> seats)
    {
        var cells = line.Split(',');
        if (cells.Length != 3)
        {
            return "three cells are needed: seat,date,usd.";
        }

        var seat = cells[0].Trim().Trim('"');
        if (seat.Length is 0 or > 320)
        {
            return "the seat is empty or too long.";
        }

        if (!DateOnly.TryParseExact(cells[1].Trim().Trim('"'), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return "the date must be written YYYY-MM-DD.";
        }

        if (!Usd.TryParse(cells[2].Trim().Trim('"'), out var usd) || usd < Nanodollars.Zero || usd.Value > Nanodollars.MaxPerEvent)
        {
            return "usd must be a number from 0 to 1000000.";
        }

        if (!seats.TryGetValue(seat, out var days))
        {
            seats.Add(seat, days = []);
        }

        var sum = days.GetValueOrDefault(day) + usd;
        days[day] = sum;
        return sum.Value > Nanodollars.MaxPerEvent ? "this seat's day sums to more than 1000000." : null;
    }

    private static BacktestSuite? Suite(SortedDictionary<string, SortedDictionary<DateOnly, Nanodollars>> seats)
    {
        var dates = seats.Values.SelectMany(days => days.Keys).ToList();
        if (dates.Count == 0)
        {
            return null;
        }

        var start = dates.Min();
        var span = dates.Max().DayNumber - start.DayNumber + 1;
        var cycles = span / BacktestSuite.CycleDays;
        if (cycles <= BacktestSuite.HistoryCycles || span > MostDays)
        {
            return null;
        }

        var end = start.AddDays(cycles * BacktestSuite.CycleDays);
        var used = seats
            .Select(seat => (seat.Key, Days: seat.Value.Where(d => d.Key < end).SkipWhile(d => d.Value.IsZero).ToList()))
            .Where(seat => seat.Days.Count > 0)
            .Select(seat => new BacktestSeat(seat.Key, DailyCosts.From(seat.Days[0].Key, seat.Days)))
            .ToList();
        return used.Count == 0 ? null : new BacktestSuite(start, cycles, used);
    }
}
