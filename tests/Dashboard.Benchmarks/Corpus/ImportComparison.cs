using System.Globalization;
using System.Text.Json;
using Dashboard.Storage;
using Microsoft.Data.Sqlite;

namespace Dashboard.Benchmarks.Corpus;

/// <summary>
/// <c>import FOLDER --ours PATH --theirs PATH [--runs 5]</c>: <c>import</c> of the corpus into a new database that was created before the
/// clock starts, ccusage over the same corpus, and <c>import</c> again with nothing changed, in turn; checks every database against the truth.
/// </summary>
internal static class ImportComparison
{
    private const string Sums =
        "SUM(events), SUM(input_tokens), SUM(output_tokens), SUM(cache_write_5m_tokens), SUM(cache_write_1h_tokens), SUM(cache_read_tokens), SUM(cost_nano)";

    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var folder = Path.GetFullPath(args[0]);
        var (ours, theirs) = (ReportComparison.Text(args, "--ours"), ReportComparison.Text(args, "--theirs"));
        var truth = JsonSerializer.Deserialize<CorpusTruth>(await File.ReadAllTextAsync(CorpusCommand.TruthPath(folder)))!;
        var (first, again, other) = (new List<ReportComparison.Sample>(), new List<ReportComparison.Sample>(), new List<ReportComparison.Sample>());
        for (var run = 0; run < CorpusCommand.Number(args, "--runs", 5); run++)
        {
            var data = Directory.CreateTempSubdirectory("import-");
            await (await Database.OpenAsync(DatabaseOptions.InDirectory(data.FullName), TimeProvider.System)).DisposeAsync();
            string[] import = ["import", Path.Combine(folder, "projects"), "--data", data.FullName, "--quiet"];
            first.Add(ReportComparison.Measure(ours, import, folder));
            other.Add(ReportComparison.Measure(theirs, ["daily", "--json", "--offline"], folder));
            again.Add(ReportComparison.Measure(ours, import, folder));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run}: {Text(first[^1])} | theirs {Text(other[^1])} | unchanged {Text(again[^1])} | {Check(data.FullName, truth)}"));
            data.Delete(recursive: true);
        }

        Print("wall, theirs : ours (goal 1.5)", Of(other, s => s.Seconds) / Of(first, s => s.Seconds));
        Print("processor time, theirs : ours", Of(other, s => s.CpuSeconds) / Of(first, s => s.CpuSeconds));
        Print("peak memory, ours : theirs", Of(first, s => s.PeakMib) / Of(other, s => s.PeakMib));
        Print("unchanged : first, wall (goal 0.05)", Of(again, s => s.Seconds) / Of(first, s => s.Seconds));
        Print("unchanged : first, processor time", Of(again, s => s.CpuSeconds) / Of(first, s => s.CpuSeconds));
        return 0;
    }

    /// <summary>The events and every roll-up, each beside the truth.</summary>
    private static string Check(string directory, CorpusTruth truth)
    {
        var wanted = new[] { truth.Requests, truth.Input, truth.Output, truth.CacheWrite5m, truth.CacheWrite1h, truth.CacheRead, truth.Nano };
        using var connection = new SqliteConnection(DatabaseOptions.InDirectory(directory).ConnectionString);
        connection.Open();
        var wrong = new List<string>();
        foreach (var table in (string[])["usage_event", "rollup_seat_day", "rollup_org_day", "rollup_detail", "rollup_session"])
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT {(table == "usage_event" ? Sums.Replace("SUM(events)", "COUNT(*)", StringComparison.Ordinal) : Sums)} FROM {table}";
            using var reader = command.ExecuteReader();
            reader.Read();
            if (!wanted.Select((value, i) => reader.GetInt64(i) == value).All(same => same))
            {
                wrong.Add(table);
            }
        }

        SqliteConnection.ClearPool(connection);
        return wrong.Count == 0 ? "equals the truth" : "DIFFERS FROM THE TRUTH: " + string.Join(", ", wrong);
    }

    private static double Of(List<ReportComparison.Sample> samples, Func<ReportComparison.Sample, double> value) => ReportComparison.Median(samples, value);

    private static string Text(ReportComparison.Sample s) => string.Create(CultureInfo.InvariantCulture, $"{s.Seconds:F3} s, cpu {s.CpuSeconds:F2} s, {s.PeakMib:F0} MiB");

    private static void Print(string what, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-40} {value,8:F3}"));
}
