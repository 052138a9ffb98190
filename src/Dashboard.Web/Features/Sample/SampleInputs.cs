using System.Text;

namespace Dashboard.Web.Features.Sample;

/// <summary>Everything the sample's machines send, in the order in which it comes.</summary>
public static class SampleInputs
{
    /// <summary>Builds and pull requests.</summary>
    public const string Ci = "CI runners";

    /// <summary>Programs on the SDK.</summary>
    public const string Platform = "Agent platform";

    /// <summary>People's machines.</summary>
    public const string Laptops = "Developer machines";

    /// <summary>Results of headless runs.</summary>
    public const string Nightly = "Nightly evaluations";

    private const int Seed = 20_260_615;
    private const int WeekDays = 7;
    private const int MostOfCall = 5_000;
    private const long Minute = 60_000;
    private const long Day = 86_400_000;

    /// <summary>A machine that stopped sending.</summary>
    public const string Bench = "Test bench";

    /// <summary>The source of transcripts that wait for a decision.</summary>
    public static string Dropped => $"Dropped files, {SampleSeats.Undecided.Email}";

    /// <summary>The inputs.</summary>
    public static IReadOnlyList<SampleInput> Of(SampleTime time)
    {
        var usage = new SampleUsage(time, Seed);
        var events = SampleSeats.All.SelectMany((s, i) => usage.Of(s, i)).Concat(Strays(time)).OrderBy(e => e.AtMs).ToList();
        var late = events.Where(e => IsLate(e, time)).ToHashSet();
        var inputs = new List<SampleInput>();
        for (var (from, days) = (time.Start.AddDays(-31), 0); from <= time.Today; from = from.AddDays(days))
        {
            // Machines send every week in the past, and every day of the running cycle, so that its alerts have days of their own.
            days = SampleTime.InstantOf(from) >= time.CycleStartMs ? 1 : WeekDays;
            var (start, end) = (SampleTime.InstantOf(from), SampleTime.InstantOf(from.AddDays(days)));
            var received = Math.Min(end, time.NowMs - (4 * Minute));
            foreach (var (source, kind) in ((string, string)[])[(Ci, "rest"), (Platform, "rest"), (Laptops, "push"), (Bench, "push")])
            {
                inputs.AddRange(events.Where(e => e.AtMs >= start && e.AtMs < end && SourceOf(e) == source && !late.Contains(e))
                    .Chunk(MostOfCall).Select(part => new SampleInput(source, kind, received, true, source, SampleBytes.Records(part))));
            }
        }

        inputs.AddRange(Results(time));
        inputs.Add(Transcripts(time));
        inputs.Add(new SampleInput(Platform, "rest", time.NowMs - Day, true, Platform, SampleBytes.Records(late.OrderBy(e => e.AtMs))));
        return [.. inputs.Where(i => i.Bytes.Length > 0).OrderBy(i => i.ReceivedAtMs)];
    }

    private static string SourceOf(SampleEvent e) => e.Entrypoint switch
    {
        _ when e.Seat is { } seat && SampleSeats.OnTheBench.Contains(seat) => Bench,
        "claude-code-github-action" => Ci,
        "cli" or "claude-vscode" or "sdk-cli" => Laptops,
        _ => Platform,
    };

    /// <summary>One machine was offline at the end of the last cycle and sent its days yesterday.</summary>
    private static bool IsLate(SampleEvent e, SampleTime time) =>
        e.Seat == SampleSeats.All[1].Email && e.Entrypoint == "sdk-ts" && e.AtMs < time.CycleStartMs && e.AtMs >= time.CycleStartMs - (4 * Day);

    /// <summary>Usage of a contractor without a seat, of nobody, of unknown kind, and of a model without a price.</summary>
    private static IEnumerable<SampleEvent> Strays(SampleTime time)
    {
        var random = new Random(Seed + 1);
        for (var i = 0; i < 36; i++)
        {
            var at = time.NowMs - (2 * 3_600_000L) - (i * 9 * 3_600_000L);
            var (seat, entrypoint) = (i % 4) switch { 0 => ("contractor.one@partner.example", "sdk-py"), 1 => ("contractor.two@partner.example", "sdk-ts"), 2 => ((string?)null, "sdk-ts"), _ => (SampleSeats.All[19].Email, null) };
            yield return new SampleEvent(seat, at, "claude-sonnet-5-5", entrypoint, "integration", SampleUsage.TokensFor("claude-sonnet-5-5", at, 240_000_000, random));
        }

        for (var i = 0; i < 14; i++)
        {
            var at = time.NowMs - (5 * 3_600_000L) - (i * 11 * 3_600_000L);
            yield return new SampleEvent(SampleSeats.All[9].Email, at, "claude-orion-6-preview", "sdk-ts", "warehouse", SampleUsage.TokensFor("claude-opus-5-5", at, 180_000_000, random));
        }
    }

    /// <summary>Three headless runs a week; the machine that sends them has been silent for four days.</summary>
    private static IEnumerable<SampleInput> Results(SampleTime time)
    {
        var random = new Random(Seed + 2);
        for (var day = time.Start.AddDays(2); day < time.Today.AddDays(-4); day = day.AddDays(2))
        {
            var at = SampleTime.InstantOf(day) + (2 * 3_600_000L);
            var run = new SampleEvent(SampleSeats.Evaluations.Email, at, "claude-opus-5-5", null, "evals", SampleUsage.TokensFor("claude-opus-5-5", at, 120_000_000 + random.Next(60_000_000), random));
            yield return new SampleInput(Nightly, "push", at + (5 * Minute), false, $"evals-{day:yyyy-MM-dd}.json", SampleBytes.Result(run));
        }
    }

    /// <summary>A transcript without an entrypoint, with one broken line, as somebody dropped it two days ago.</summary>
    private static SampleInput Transcripts(SampleTime time)
    {
        var random = new Random(Seed + 3);
        var events = Enumerable.Range(0, 40).Select(i =>
        {
            var at = time.NowMs - (3 * Day) + (i * 4 * Minute);
            return new SampleEvent(SampleSeats.Undecided.Email, at, "claude-sonnet-5-5", null, "gateway", SampleUsage.TokensFor("claude-sonnet-5-5", at, 45_000_000 + random.Next(60_000_000), random));
        }).ToList();
        byte[] bytes = [.. SampleBytes.Transcript("sample-gateway", events.Take(25)), .. Encoding.UTF8.GetBytes("{\"type\":\"assistant\",\"message\":{\"usage\":\n"), .. SampleBytes.Transcript("sample-gateway", events.Skip(25))];
        return new SampleInput(Dropped, "upload", time.NowMs - (2 * Day), false, "sample-gateway.jsonl", bytes);
    }
}
