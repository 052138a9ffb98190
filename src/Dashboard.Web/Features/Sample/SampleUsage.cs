using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;

namespace Dashboard.Web.Features.Sample;

/// <summary>
/// Makes the requests of the sample from a seed: weekdays with a busy Wednesday, quiet weekends, uneven days, models by team. What a seat
/// has used of the running cycle up to today is exactly its share, so that its state does not depend on luck.
/// </summary>
public sealed class SampleUsage(SampleTime time, int seed)
{
    private const double Usd = 1_000_000_000;
    private const double DearestRequest = 0.8 * Usd;
    private const double InteractiveShare = 0.18;

    private static readonly double[] Weekdays = [0.12, 1.0, 1.15, 1.3, 1.1, 0.85, 0.18];

    private static readonly (string Model, double Weight)[] Models =
        [("claude-sonnet-5-5", 0.5), ("claude-opus-5-5", 0.34), ("claude-haiku-4-5-20251001", 0.1), ("claude-fable-5-1", 0.06)];

    private static readonly string[] Programmatic = ["sdk-ts", "sdk-py", "sdk-cli", "claude-code-github-action"];
    private static readonly string[] Interactive = ["cli", "claude-vscode"];

    /// <summary>All requests of a seat, in order of time.</summary>
    public IReadOnlyList<SampleEvent> Of(SampleSeat seat, int index)
    {
        var random = new Random(seed + (index * 7919));
        var events = new List<SampleEvent>();
        var anchor = time.AnchorOf(seat);
        for (var cycle = time.CycleOf(anchor, SampleTime.InstantOf(time.FirstDayOf(seat))); cycle.StartMs < time.NowMs; cycle = time.CycleOf(anchor, cycle.EndMs))
        {
            AddCycle(events, seat, cycle.StartDay, cycle.EndDay, cycle.EndMs > time.NowMs, random);
        }

        return [.. events.OrderBy(e => e.AtMs)];
    }

    /// <summary>A request that costs about an amount.</summary>
    public static TokenCounts TokensFor(string model, long atMs, double nano, Random random)
    {
        var prices = PriceBook.Shipped.For(model).At(atMs)!.Prices;
        var output = 0.25 + (random.NextDouble() * 0.15);
        var read = 0.2 + (random.NextDouble() * 0.1);
        var write = 0.15 + (random.NextDouble() * 0.1);
        return new TokenCounts(
            (long)(nano * (1 - output - read - write) / prices.Input),
            1 + (long)(nano * output / prices.Output),
            (long)(nano * write / prices.CacheWrite5m),
            0,
            (long)(nano * read / prices.CacheRead));
    }

    private void AddCycle(List<SampleEvent> events, SampleSeat seat, DateOnly start, DateOnly end, bool isRunning, Random random)
    {
        var share = isRunning ? seat.Share : seat.Share * (0.82 + (random.NextDouble() * 0.25));
        var days = new List<(DateOnly Day, double Weight, double Luck)>();
        var whole = 0.0;
        for (var day = start; day < end; day = day.AddDays(1))
        {
            var weight = Weekdays[(int)day.DayOfWeek];
            whole += weight;
            days.Add((day, weight, Luck(seat, random)));
        }

        var past = days.Where(d => d.Day <= time.Today && IsUsedOn(seat, d.Day, isRunning)).Select(d => d with { Weight = d.Weight * PartOf(d.Day) }).ToList();
        var weights = past.Sum(d => d.Weight);
        var lucks = past.Sum(d => d.Weight * d.Luck);
        if (lucks <= 0)
        {
            return;
        }

        // The days so far add up to their part of the cycle's share, whatever the luck of each.
        var total = seat.Allowance * Usd * share * weights / whole;
        var left = seat.Allowance * Usd * seat.StopsAt;
        foreach (var (day, weight, luck) in past)
        {
            var amount = Math.Min(left, total * weight * luck / lucks);
            left -= amount;
            AddDay(events, seat, day, amount, random, isInteractive: false);
            AddDay(events, seat, day, amount * InteractiveShare * random.NextDouble() * 2, random, isInteractive: true);
        }
    }

    private static double Luck(SampleSeat seat, Random random)
    {
        var spread = seat.Kind switch { SampleKind.Close => 0.75, SampleKind.RunsOut => 0.35, _ => 0.5 };
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Math.Exp(normal * spread);
    }

    private bool IsUsedOn(SampleSeat seat, DateOnly day, bool isRunning) => seat.Kind switch
    {
        SampleKind.Idle => !isRunning,
        SampleKind.Silent => day < time.Today.AddDays(-9),
        SampleKind.Joined => day >= time.FirstDayOf(seat),
        _ => true,
    };

    /// <summary>How much of a working day is over.</summary>
    private double PartOf(DateOnly day) =>
        day < time.Today ? 1 : Math.Clamp((time.NowMs - SampleTime.InstantOf(day) - (7 * 3_600_000.0)) / (11 * 3_600_000.0), 0, 1);

    private void AddDay(List<SampleEvent> events, SampleSeat seat, DateOnly day, double nano, Random random, bool isInteractive)
    {
        if (nano < 0.004 * Usd)
        {
            return;
        }

        var count = Math.Max((int)Math.Ceiling(nano / DearestRequest), 1 + random.Next(isInteractive ? 2 : 4));
        var weights = Enumerable.Range(0, count).Select(_ => 0.4 + random.NextDouble()).ToArray();
        var sum = weights.Sum();
        var from = SampleTime.InstantOf(day) + (7 * 3_600_000L);
        var until = Math.Min(from + (11 * 3_600_000L), time.NowMs - 60_000);
        var project = Projects(seat.Team)[random.Next(3)];
        for (var i = 0; i < count; i++)
        {
            var at = from + (long)(random.NextDouble() * Math.Max(1, until - from));
            var model = Pick(random);
            var entrypoint = isInteractive ? Interactive[random.Next(Interactive.Length)] : Programmatic[random.Next(Programmatic.Length)];
            events.Add(new SampleEvent(seat.Email, at, model, entrypoint, project, TokensFor(model, at, nano * weights[i] / sum, random)));
        }
    }

    private static string Pick(Random random)
    {
        var at = random.NextDouble();
        foreach (var (model, weight) in Models)
        {
            at -= weight;
            if (at < 0)
            {
                return model;
            }
        }

        return Models[0].Model;
    }

    private static string[] Projects(string team) => team switch
    {
        "Cloud" => ["gateway", "billing-api", "terraform-live"],
        "Data" => ["warehouse", "feature-store", "reports"],
        "Robotics" => ["arm-control", "vision", "simulator"],
        "Mobile" => ["field-app", "design-kit", "release-train"],
        _ => ["evals", "papers", "prototypes"],
    };
}
