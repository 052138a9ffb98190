using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Dashboard.Credits.Money;

namespace Dashboard.Benchmarks.Corpus;

/// <summary>
/// <c>compare FOLDER --ours PATH --theirs PATH [--runs 7]</c>: runs <c>report</c> and ccusage in turn over the same corpus and prints
/// medians and their ratios; checks ours against the truth.
/// </summary>
internal static class ReportComparison
{
    public static int Run(IReadOnlyList<string> args)
    {
        var folder = Path.GetFullPath(args[0]);
        var (ours, theirs) = (Text(args, "--ours"), Text(args, "--theirs"));
        var runs = CorpusCommand.Number(args, "--runs", 7);
        var truth = JsonSerializer.Deserialize<CorpusTruth>(File.ReadAllText(CorpusCommand.TruthPath(folder)))!;
        List<Sample> our = [], their = [];
        for (var i = 0; i <= runs; i++)
        {
            var mine = Measure(ours, ["report", Path.Combine(folder, "projects"), "--json"], folder);
            var other = Measure(theirs, ["daily", "--json", "--offline"], folder);
            if (i == 0)
            {
                Check(mine.Output, truth);
                Console.WriteLine($"theirs: {JsonDocument.Parse(other.Output).RootElement.GetProperty("totals").GetRawText()}");
                continue;
            }

            our.Add(mine);
            their.Add(other);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i}: wall {mine.Seconds:F3} / {other.Seconds:F3} s, cpu {mine.CpuSeconds:F2} / {other.CpuSeconds:F2} s, peak {mine.PeakMib:F0} / {other.PeakMib:F0} MiB"));
        }

        var (ourWall, theirWall) = (Median(our, s => s.Seconds), Median(their, s => s.Seconds));
        var (ourPeak, theirPeak) = (Median(our, s => s.PeakMib), Median(their, s => s.PeakMib));
        var (ourCpu, theirCpu) = (Median(our, s => s.CpuSeconds), Median(their, s => s.CpuSeconds));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cpu {ourCpu:F2} / {theirCpu:F2} s = {theirCpu / ourCpu:F2}x less"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"wall {ourWall:F3} / {theirWall:F3} s = {theirWall / ourWall:F2}x faster; peak {ourPeak:F0} / {theirPeak:F0} MiB = {ourPeak / theirPeak:F2}x"));
        return 0;
    }

    private static void Check(string output, CorpusTruth truth)
    {
        var totals = JsonDocument.Parse(output).RootElement.GetProperty("totals");
        var exact = totals.GetProperty("events").GetInt64() == truth.Requests
            && totals.GetProperty("inputTokens").GetInt64() == truth.Input
            && totals.GetProperty("outputTokens").GetInt64() == truth.Output
            && totals.GetProperty("cacheWrite5mTokens").GetInt64() == truth.CacheWrite5m
            && totals.GetProperty("cacheWrite1hTokens").GetInt64() == truth.CacheWrite1h
            && totals.GetProperty("cacheReadTokens").GetInt64() == truth.CacheRead
            && totals.GetProperty("costUsd").GetString() == Usd.Format(new Nanodollars(truth.Nano));
        Console.WriteLine($"ours: {totals.GetRawText()}");
        Console.WriteLine(exact ? "ours equals the truth" : $"OURS DIFFERS FROM THE TRUTH: {JsonSerializer.Serialize(truth)}");
    }

    internal static Sample Measure(string program, string[] args, string folder)
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["CLAUDE_CONFIG_DIR"] = folder;
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var (peak, cpu) = (0.0, 0.0);
        var (status, times) = ($"/proc/{process.Id}/status", $"/proc/{process.Id}/stat");
        var output = process.StandardOutput.ReadToEndAsync();
        while (!process.WaitForExit(4))
        {
            peak = Math.Max(peak, Peak(status));
            cpu = Math.Max(cpu, Cpu(times));
        }

        var seconds = watch.Elapsed.TotalSeconds;
        process.WaitForExit();
        return new Sample(seconds, cpu, peak, output.GetAwaiter().GetResult());
    }

    /// <summary>The high-water mark of resident memory in MiB; 0 when the process has gone.</summary>
    private static double Peak(string status)
    {
        try
        {
            var line = File.ReadLines(status).FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line[6..^2].Trim(), CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>User and system time in seconds, to the hundredth; 0 when the process has gone.</summary>
    private static double Cpu(string times)
    {
        try
        {
            var fields = File.ReadAllText(times).Split(") ")[^1].Split(' ');
            return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / 100;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    internal static double Median(List<Sample> samples, Func<Sample, double> of) => samples.Select(of).Order().ElementAt(samples.Count / 2);

    internal static string Text(IReadOnlyList<string> args, string name)
    {
        var at = args.ToList().IndexOf(name);
        return at >= 0 && at + 1 < args.Count ? args[at + 1] : throw new ArgumentException($"{name} is needed.");
    }

    internal sealed record Sample(double Seconds, double CpuSeconds, double PeakMib, string Output);
}
