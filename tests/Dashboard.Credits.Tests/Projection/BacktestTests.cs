using System.Text.Json;
using Dashboard.Cli;
using Dashboard.Cli.Backtest;
using Dashboard.Credits.Money;
using Xunit;

namespace Dashboard.Credits.Tests.Projection;

public sealed class BacktestTests
{
    /// <summary>The goals published with the method. The population and the method were fixed before any seed was looked at.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(1001)]
    public async Task The_projection_beats_a_straight_line_and_its_band_holds_80_percent(int seed)
    {
        var days = Days(await Run("backtest", "--seed", $"{seed}", "--seats", "20000", "--json"));

        Assert.Equal([3, 5, 10, 15, 20], days.Select(d => d.GetProperty("day").GetInt32()));
        Assert.Equal(
            [true, true, true, true, true],
            days.Zip([0.70, 0.82, 0.90, 1.00, 1.00], (day, goal) => day.GetProperty("wapeRatio").GetDouble() <= goal));
        Assert.All(days, d => Assert.InRange(d.GetProperty("bandCoverage").GetDouble(), 0.76, 0.84));
        Assert.All(days, d => Assert.Equal(
            d.GetProperty("wape").GetDouble() / d.GetProperty("wapeLinear").GetDouble(), d.GetProperty("wapeRatio").GetDouble(), 1e-4));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_answer_and_another_seed_another()
    {
        var first = await Run("backtest", "--seed", "5", "--seats", "500");

        Assert.Equal(first, await Run("backtest", "--seats=500", "--seed=5"));
        Assert.NotEqual(first, await Run("backtest", "--seed", "6", "--seats", "500"));
    }

    [Fact]
    public void The_population_has_six_cycles_in_organisations_of_sixty_and_new_seats_start_within_a_scored_one()
    {
        var organisations = SyntheticPopulation.Generate(3, 2_000);

        Assert.Equal(2_000, organisations.Sum(o => o.Seats.Count));
        Assert.Equal(2_000, organisations.SelectMany(o => o.Seats).Select(s => s.Seat).Distinct().Count());
        Assert.All(organisations, o => Assert.Equal(6, o.Cycles));
        var late = organisations.Sum(o => o.Seats.Count(s => s.Costs.First >= o.Start.AddDays(60)));
        Assert.InRange(late, 140, 220);
        Assert.All(organisations.SelectMany(o => o.Seats, (o, s) => (o, s)), x => Assert.Equal(x.o.End, x.s.Costs.First.AddDays(x.s.Costs.Nano.Length)));
    }

    [Fact]
    public async Task A_file_of_the_same_costs_scores_the_same()
    {
        var organisation = SyntheticPopulation.Generate(8, 60)[0];
        var path = Path.Combine(Path.GetTempPath(), $"series-{Guid.NewGuid():N}.csv");
        await File.WriteAllLinesAsync(path, Lines(organisation));
        try
        {
            var fromFile = await Run("backtest", "--series", path, "--json");
            var direct = await Run("backtest", "--seed", "8", "--seats", "60", "--json");

            Assert.Equal(direct, fromFile);
        }
        finally
        {
            File.Delete(path);
        }

        static IEnumerable<string> Lines(BacktestSuite suite) => suite.Seats
            .SelectMany(s => Enumerable.Range(0, s.Costs.Nano.Length)
                .Select(i => $"{s.Seat},{s.Costs.First.AddDays(i):yyyy-MM-dd},{new Nanodollars(s.Costs.Nano.Span[i])}"))
            .Prepend("seat,date,usd");
    }

    [Fact]
    public void Every_broken_line_of_a_series_is_told_with_its_number()
    {
        var (suite, problems) = SeriesFile.Read(new StringReader(
            "seat,date,usd\r\nada,2026-01-05,1.5\r\nada,2026-01-05\r\n,2026-01-05,1\r\nada,5.1.2026,1\r\nada,2026-01-06,-1\r\n\r\nada,2026-01-06,NaN\r\n"));

        Assert.Null(suite);
        Assert.Equal(["Line 3", "Line 4", "Line 5", "Line 6", "Line 8"], problems.Select(p => p[..6]));
    }

    [Fact]
    public void A_series_needs_three_whole_cycles_and_its_rest_is_left_out()
    {
        Assert.Null(SeriesFile.Read(Days(89)).Suite);
        Assert.Equal(3, SeriesFile.Read(Days(90)).Suite!.Cycles);
        var rest = SeriesFile.Read(Days(119)).Suite!;
        Assert.Equal((3, 90), (rest.Cycles, rest.Seats[0].Costs.Nano.Length));
        Assert.Null(SeriesFile.Read(new StringReader("seat;date;usd\n")).Suite);

        static StringReader Days(int days) => new("seat,date,usd\n" + string.Join(
            '\n', Enumerable.Range(0, days).Select(i => $"ada,{new DateOnly(2026, 1, 1).AddDays(i):yyyy-MM-dd},2.5")));
    }

    [Theory]
    [InlineData("--sed", "1", "There is no option --sed.")]
    [InlineData("--seed", "one", "The option --seed needs a whole number from 0 to 2147483647.")]
    [InlineData("--seats", "0", "The option --seats needs a whole number from 1 to 100000.")]
    [InlineData("--series=x.csv", "--seed=1", "--series takes its seats from the file")]
    [InlineData("--json", "--json", "The option --json is given twice.")]
    [InlineData("--json", "--seed", "The option --seed needs a value.")]
    [InlineData("--json", "file.csv", "'file.csv' is not an option.")]
    public async Task A_wrong_call_is_explained_and_ends_with_2(string first, string second, string message)
    {
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(["backtest", first, second], TextWriter.Null, error);

        Assert.Equal(2, code);
        Assert.StartsWith(message, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_ends_with_1_and_help_with_0()
    {
        using var error = new StringWriter();

        Assert.Equal(1, await CommandLine.RunAsync(["backtest", "--series", "/nowhere/x.csv"], TextWriter.Null, error));
        Assert.StartsWith("The file cannot be read", error.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Usage: dashboard backtest", await Run("backtest", "--help"), StringComparison.Ordinal);
        Assert.Contains("backtest", await Run("--help"), StringComparison.Ordinal);
        Assert.Equal(2, await CommandLine.RunAsync(["nothing"], TextWriter.Null, TextWriter.Null));
        Assert.Equal(2, await CommandLine.RunAsync([], TextWriter.Null, TextWriter.Null));
    }

    private static async Task<string> Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(0, await CommandLine.RunAsync(args, output, error));
        Assert.Empty(error.ToString());
        return output.ToString();
    }

    private static List<JsonElement> Days(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.GetProperty("days").EnumerateArray().Select(e => e.Clone())];
    }
}
