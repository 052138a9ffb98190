using Dashboard.Credits.Money;
using Dashboard.Credits.Projection;

namespace Dashboard.Cli.Backtest;

/// <summary>
/// The synthetic organisation that projections are scored on: six cycles, two of history and four scored. The numbers are those
/// published with the method and are not tuned on any seed. What the publication leaves open is said where it is chosen.
/// </summary>
public sealed class SyntheticPopulation
{
    private const int Days = Cycles * BacktestSuite.CycleDays;
    private const int Cycles = 6;
    private const int SeatsPerOrganisation = 60;
    private const double NoiseCorrelation = 0.45;

    /// <summary>A Monday, and the first anchor.</summary>
    private static readonly DateOnly FirstStart = new(2026, 1, 5);

    private readonly SeededRandom _random;
    private readonly DateOnly _start;
    private readonly bool[] _holidays = new bool[Days];

    private SyntheticPopulation(SeededRandom random)
    {
        _random = random;
        _start = FirstStart.AddDays(random.Whole(0, 6));
        for (var day = 0; day < Days; day++)
        {
            _holidays[day] = random.Chance(0.02);
        }
    }

    /// <summary>
    /// The organisations of one seed, of 60 seats each (the last may be smaller). Each has its own holidays and its own weekday
    /// to start on, so that no single holiday or weekend decides the score. The same seed and number always give the same seats.
    /// </summary>
    public static IReadOnlyList<BacktestSuite> Generate(ulong seed, int seats)
    {
        var random = new SeededRandom(seed);
        var organisations = new List<BacktestSuite>();
        for (var done = 0; done < seats; done += SeatsPerOrganisation)
        {
            var organisation = new SyntheticPopulation(random);
            var numbers = Enumerable.Range(done + 1, Math.Min(SeatsPerOrganisation, seats - done));
            organisations.Add(new BacktestSuite(organisation._start, Cycles, [.. numbers.Select(n => organisation.Seat($"seat-{n:D5}"))]));
        }

        return organisations;
    }

    private BacktestSeat Seat(string name)
    {
        var kind = (SeatKind)_random.Pick(.30, .27, .12, .09, .08, .09, .05);
        var scale = Math.Exp(_random.Normal(1.2, 1.1));
        var weekend = kind == SeatKind.Ci
            ? (_random.Chance(0.5) ? 0.8 : 1.0)
            : new[] { 0.05, 0.2, 0.6, 1.2 }[_random.Pick(.4, .35, .15, .1)];
        var use = Use(kind);
        Level(kind, use);
        Noise(kind, use);
        var extra = Extra(kind, Math.Max(0, Array.FindIndex(use, u => u > 0)));

        var nano = new long[Days];
        for (var day = 0; day < Days; day++)
        {
            nano[day] = (long)Math.Round(((use[day] * Calendar(day, weekend)) + extra[day]) * scale * Nanodollars.PerUsd);
        }

        var first = Math.Max(0, Array.FindIndex(nano, n => n > 0));
        return new BacktestSeat(name, new DailyCosts(_start.AddDays(first), nano.AsMemory(first)));
    }

    private double Calendar(int day, double weekend)
    {
        var factor = _start.AddDays(day).DayOfWeek switch
        {
            DayOfWeek.Saturday or DayOfWeek.Sunday => weekend,
            DayOfWeek.Friday => 0.85,
            _ => 1.0,
        };
        return factor * (_holidays[day] ? 0.15 : 1);
    }

    /// <summary>The days a seat works, before level, noise and calendar.</summary>
    private double[] Use(SeatKind kind)
    {
        var use = new double[Days];
        Array.Fill(use, kind == SeatKind.Batch ? 0.15 : 1.0);
        switch (kind)
        {
            case SeatKind.Bursty:
                Bursts(use);
                break;
            case SeatKind.Ci:
                Steps(use);
                break;
            case SeatKind.Ramp:
                var growth = _random.Uniform(0.5, 2.2);
                for (var day = 0; day < Days; day++)
                {
                    use[day] *= Math.Exp(growth * day / Days);
                }

                break;
            case SeatKind.New:
                // Open: when. Somewhere within one of the scored cycles, every one as likely.
                var start = ((BacktestSuite.HistoryCycles + _random.Whole(0, 3)) * BacktestSuite.CycleDays) + _random.Whole(1, BacktestSuite.CycleDays - 2);
                Array.Clear(use, 0, start);
                break;
            case SeatKind.Vacation:
                // Open: how many. One to three over the six cycles.
                for (var holidays = _random.Whole(1, 3); holidays > 0; holidays--)
                {
                    var length = _random.Whole(5, 15);
                    Array.Clear(use, _random.Whole(0, Days - length), length);
                }

                break;
            case SeatKind.Steady:
            case SeatKind.Batch:
                break;
        }

        if (kind is SeatKind.Steady or SeatKind.Ramp or SeatKind.New or SeatKind.Vacation)
        {
            var activity = _random.Uniform(0.75, 0.97);
            for (var day = 0; day < Days; day++)
            {
                use[day] *= _random.Chance(activity) ? 1 : 0;
            }
        }

        return use;
    }

    private void Bursts(double[] use)
    {
        var turnsOn = _random.Uniform(0.1, 0.35);
        var turnsOff = _random.Uniform(0.15, 0.45);
        var on = _random.Chance(turnsOn / (turnsOn + turnsOff));
        for (var day = 0; day < Days; day++)
        {
            use[day] = on ? 1.8 : 0;
            on = _random.Chance(on ? turnsOff : turnsOn) ? !on : on;
        }
    }

    /// <summary>Open: how many steps. One to three over the six cycles, each from its day on.</summary>
    private void Steps(double[] use)
    {
        for (var steps = _random.Whole(1, 3); steps > 0; steps--)
        {
            var factor = new[] { 0.5, 1.6, 2.2, 3.0 }[_random.Pick(1, 1, 1, 1)];
            for (var day = _random.Whole(0, Days - 1); day < Days; day++)
            {
                use[day] *= factor;
            }
        }
    }

    /// <summary>What comes on top, whatever the weekday: a batch seat's runs, and the one bug day of 15% of the seats.</summary>
    private double[] Extra(SeatKind kind, int firstDay)
    {
        var extra = new double[Days];
        for (var cycle = 0; cycle < Cycles && kind == SeatKind.Batch; cycle++)
        {
            for (var runs = _random.Whole(1, 3); runs > 0; runs--)
            {
                extra[(cycle * BacktestSuite.CycleDays) + _random.Whole(0, BacktestSuite.CycleDays - 1)] += Math.Exp(_random.Normal(2.0, 0.7));
            }
        }

        if (_random.Chance(0.15))
        {
            extra[_random.Whole(firstDay, Days - 1)] += Math.Exp(_random.Normal(2.3, 0.6));
        }

        return extra;
    }

    private void Level(SeatKind kind, double[] use)
    {
        var deviation = kind switch { SeatKind.Ci => 0.12, SeatKind.Steady => 0.25, _ => 0.45 };
        var level = 0.0;
        for (var day = 0; day < Days; day++)
        {
            level += day > 0 && day % BacktestSuite.CycleDays == 0 ? _random.Normal(0, deviation) : 0;
            use[day] *= Math.Exp(level);
        }
    }

    private void Noise(SeatKind kind, double[] use)
    {
        var deviation = kind switch
        {
            SeatKind.Steady => 0.7,
            SeatKind.Ci => 0.25,
            SeatKind.Ramp => 0.7,
            SeatKind.Vacation => 0.8,
            SeatKind.New => 0.9,
            SeatKind.Bursty => 1.3,
            SeatKind.Batch => 0.6,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        var noise = _random.Normal(0, deviation);
        for (var day = 0; day < Days; day++)
        {
            use[day] *= Math.Exp(noise);
            noise = (NoiseCorrelation * noise) + _random.Normal(0, deviation * Math.Sqrt(1 - (NoiseCorrelation * NoiseCorrelation)));
        }
    }
}
