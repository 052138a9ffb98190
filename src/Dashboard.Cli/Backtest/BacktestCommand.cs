using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dashboard.Cli.Backtest;

/// <summary><c>dashboard backtest</c>: how good the projection is, on synthetic organisations or on a file of daily costs.</summary>
public static class BacktestCommand
{
    private const int DefaultSeats = 50_000;
    private const int MostSeats = 100_000;

    public static readonly Command Definition = new(
        "backtest",
        "score the projection against a straight line",
        """
        Usage: dashboard backtest [--seed N] [--seats N] [--json]
               dashboard backtest --series FILE.csv [--json]

        Forecasts the month end of every seat after 3, 5, 10, 15 and 20 days of each cycle, as it would have been
        forecast on that day, and compares with what the cycle came to.

          --seed N      seed of the synthetic organisations (default 1)
          --seats N     its seats (default 50000); four cycles are scored, after two of history. A few large seats
                        carry most of the money: with 500 seats the ratio moves by a tenth from seed to seed
          --series FILE score this file instead: the columns seat,date,usd, one line a seat and day, days left out are
                        zero, cycles of 30 days from the first date on; what follows the last whole cycle is left out
          --json        print JSON

        WAPE is the sum of absolute errors over the sum of outcomes; the ratio is ours over the straight line's.
        Coverage is the share of outcomes within the 80% band.

        """.ReplaceLineEndings("\n"),
        RunAsync);

    private static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var given = Arguments.Parse(args, ["--seed", "--seats", "--series"], ["--json"]);
        given.NoPositional();
        var seed = given.Whole("--seed", 1, 0, int.MaxValue);
        var seats = given.Whole("--seats", DefaultSeats, 1, MostSeats);
        IReadOnlyList<BacktestSuite> suites;
        if (given.Value("--series") is { } path)
        {
            if (given.Has("--seed") || given.Has("--seats"))
            {
                throw new UsageException("--series takes its seats from the file: leave out --seed and --seats.");
            }

            if (await ReadAsync(path, error) is not { } read)
            {
                return 1;
            }

            suites = [read];
        }
        else
        {
            suites = SyntheticPopulation.Generate((ulong)seed, seats);
        }

        var days = BacktestScore.Of(suites);
        await output.WriteAsync(given.Has("--json") ? Json(days) : Table(suites, days));
        return 0;
    }

    private static async Task<BacktestSuite?> ReadAsync(string path, TextWriter error)
    {
        try
        {
            using var reader = new StreamReader(path, Encoding.UTF8);
            var (suite, problems) = SeriesFile.Read(reader);
            foreach (var problem in problems)
            {
                await error.WriteLineAsync(problem);
            }

            return problems.Count == 0 ? suite : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The file cannot be read: {e.Message}");
            return null;
        }
    }

    private static string Table(IReadOnlyList<BacktestSuite> suites, IReadOnlyList<BacktestDay> days)
    {
        var text = new StringBuilder();
        var scored = suites[0].Cycles - BacktestSuite.HistoryCycles;
        text.Append(CultureInfo.InvariantCulture, $"{suites.Sum(s => s.Seats.Count)} seats, {scored} scored cycles of 30 days after 2 of history\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{"day",4}{"forecasts",12}{"WAPE",9}{"linear",9}{"ratio",9}{"in 80% band",14}\n");
        foreach (var (day, record) in days)
        {
            text.Append(CultureInfo.InvariantCulture, $"{day,4}{record.Forecasts,12}{Number(record.Wape),9}{Number(record.WapeLinear),9}{Number(record.WapeRatio),9}");
            text.Append(CultureInfo.InvariantCulture, $"{(record.BandCoverage is { } c ? $"{(c * 100).ToString("F1", CultureInfo.InvariantCulture)}%" : "-"),14}\n");
        }

        return text.ToString();
    }

    private static string Number(double? value) => value?.ToString("F3", CultureInfo.InvariantCulture) ?? "-";

    private static string Json(IReadOnlyList<BacktestDay> days)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("days");
            foreach (var (day, record) in days)
            {
                json.WriteStartObject();
                json.WriteNumber("day", day);
                json.WriteNumber("forecasts", record.Forecasts);
                Write(json, "wape", record.Wape);
                Write(json, "wapeLinear", record.WapeLinear);
                Write(json, "wapeRatio", record.WapeRatio);
                Write(json, "bandCoverage", record.BandCoverage);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, Math.Round(number, 6));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
