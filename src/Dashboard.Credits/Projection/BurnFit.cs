namespace Dashboard.Credits.Projection;

/// <summary>
/// The burn rate of one series and how far it can be trusted: forecast, B3 steps 1, 2 and 4. Today's partial day and stopped
/// days are no observations. Amounts are doubles here, in nanodollars: statistics, not stored money.
/// </summary>
internal sealed record BurnFit
{
    private const int RateWindow = 120;
    private const int ShapeWindow = 56;
    private const int LeastDaysForOwnWeekdays = 7;
    private const double HalfLifeDays = 7;
    private const double PeerWeight = 0.3;
    private const double WeekdayPrior = 6;
    private const double WinsorAt = 4;
    private const double DispersionPrior = 10.5;
    private const double DispersionPriorDays = 7;
    private const double DispersionCap = 12;

    private static readonly double[] Discount = Discounts();

    /// <summary>The seat's own weekdays, or those of its peers while it has fewer than seven days.</summary>
    public required WeekdayProfile Weekdays { get; init; }

    public required bool OwnWeekdays { get; init; }

    /// <summary>r: nanodollars a day of weight 1.</summary>
    public required double Rate { get; init; }

    /// <summary>c²: the squared coefficient of variation of a day.</summary>
    public required double Dispersion { get; init; }

    /// <summary>Σ(λ^age w)² ÷ (Σ λ^age w)²: one over the number of days that the rate effectively rests on.</summary>
    public required double RateVariance { get; init; }

    public required int DaysObserved { get; init; }

    public required int ActiveDays { get; init; }

    /// <summary>Whether today so far counts as a day. It is in neither number of days.</summary>
    public bool CountsToday { get; init; }

    /// <summary>The share of the rate's weight that lies before the cycle, 0 to 1.</summary>
    public required double ShareBeforeCycle { get; init; }

    public static BurnFit Of(DailyCosts costs, DateOnly today, DateOnly cycleStart, PeerProfile peers)
    {
        Span<double> y = stackalloc double[RateWindow];
        var span = Load(costs, today, y);
        var recent = y[..Math.Min(span, ShapeWindow)];

        Span<double> sums = stackalloc double[7];
        Span<double> days = stackalloc double[7];
        var observedRecently = AddWeekdays(recent, today, sums, days);
        var own = observedRecently >= LeastDaysForOwnWeekdays;
        var weekdays = own ? Shrink(sums, days, peers.Weekdays) : peers.Weekdays;

        var (cost, weight, squares, before) = (0.0, 0.0, 0.0, 0.0);
        var (observed, active) = (0, 0);
        for (var age = 0; age < span; age++)
        {
            if (double.IsNaN(y[age]))
            {
                continue;
            }

            var day = today.AddDays(-1 - age);
            var w = Discount[age] * weekdays[day];
            cost += Discount[age] * y[age];
            weight += w;
            squares += w * w;
            before += day < cycleStart ? w : 0;
            observed++;
            active += y[age] > 0 ? 1 : 0;
        }

        var ownRate = weight > 0 ? cost / weight : 0;
        return new BurnFit
        {
            Weekdays = weekdays,
            OwnWeekdays = own,
            Rate = ((PeerWeight * (peers.Rate ?? ownRate)) + cost) / (PeerWeight + weight),
            Dispersion = DispersionOf(recent, today, weekdays),
            RateVariance = weight > 0 ? squares / (weight * weight) : 1,
            DaysObserved = observed,
            ActiveDays = active,
            ShareBeforeCycle = weight > 0 ? before / weight : 0,
        };
    }

    /// <summary>The discounted rate without any peers, on the given weekdays; null without an observation.</summary>
    public static double? OwnRate(DailyCosts costs, DateOnly today, WeekdayProfile weekdays)
    {
        Span<double> y = stackalloc double[RateWindow];
        var span = Load(costs, today, y);
        var (cost, weight) = (0.0, 0.0);
        for (var age = 0; age < span; age++)
        {
            if (!double.IsNaN(y[age]))
            {
                cost += Discount[age] * y[age];
                weight += Discount[age] * weekdays[today.AddDays(-1 - age)];
            }
        }

        return weight > 0 ? cost / weight : null;
    }

    /// <summary>Adds one series to the weekday sums of an organisation.</summary>
    public static void AddWeekdays(DailyCosts costs, DateOnly today, Span<double> sums, Span<double> days)
    {
        Span<double> y = stackalloc double[ShapeWindow];
        AddWeekdays(y[..Load(costs, today, y)], today, sums, days);
    }

    /// <summary>v = (Σ z + 6 u) ÷ (n + 6) for each weekday, scaled to a mean of 1.</summary>
    public static WeekdayProfile Shrink(ReadOnlySpan<double> sums, ReadOnlySpan<double> days, WeekdayProfile towards)
    {
        Span<double> v = stackalloc double[7];
        for (var k = 0; k < 7; k++)
        {
            v[k] = (sums[k] + (WeekdayPrior * towards.Weights[k])) / (days[k] + WeekdayPrior);
        }

        return WeekdayProfile.Of(v);
    }

    /// <summary>Fills y by age, 0 for yesterday; NaN on stopped days. Answers how many days the series reaches back.</summary>
    private static int Load(DailyCosts costs, DateOnly today, Span<double> y)
    {
        var nano = costs.Nano.Span;
        var newest = today.DayNumber - 1 - costs.First.DayNumber;
        var span = Math.Clamp(newest + 1, 0, y.Length);
        for (var age = 0; age < span; age++)
        {
            var at = newest - age;
            y[age] = at < nano.Length ? nano[at] : 0;
        }

        if (costs.Stopped.Count > 0)
        {
            for (var age = 0; age < span; age++)
            {
                y[age] = costs.IsStopped(today.AddDays(-1 - age)) ? double.NaN : y[age];
            }
        }

        return span;
    }

    /// <summary>Adds z = min(y ÷ mean, 4) by weekday. A series without any cost adds nothing. Answers the days observed.</summary>
    private static int AddWeekdays(ReadOnlySpan<double> y, DateOnly today, Span<double> sums, Span<double> days)
    {
        var (total, observed) = (0.0, 0);
        foreach (var cost in y)
        {
            if (!double.IsNaN(cost))
            {
                total += cost;
                observed++;
            }
        }

        if (total <= 0)
        {
            return observed;
        }

        var mean = total / observed;
        for (var age = 0; age < y.Length; age++)
        {
            if (!double.IsNaN(y[age]))
            {
                var k = WeekdayProfile.Index(today.AddDays(-1 - age));
                sums[k] += Math.Min(y[age] / mean, WinsorAt);
                days[k]++;
            }
        }

        return observed;
    }

    /// <summary>c² = (10.5 + Σ((y − m w) ÷ m)²) ÷ (7 + n), m = Σy ÷ Σw, at most 12. Days without any cost give no shape: the cap.</summary>
    private static double DispersionOf(ReadOnlySpan<double> y, DateOnly today, WeekdayProfile weekdays)
    {
        var (cost, weight, observed) = (0.0, 0.0, 0);
        for (var age = 0; age < y.Length; age++)
        {
            if (!double.IsNaN(y[age]))
            {
                cost += y[age];
                weight += weekdays[today.AddDays(-1 - age)];
                observed++;
            }
        }

        if (observed > 0 && (cost <= 0 || weight <= 0))
        {
            return DispersionCap;
        }

        var m = observed == 0 ? 0 : cost / weight;
        var squares = 0.0;
        for (var age = 0; age < y.Length; age++)
        {
            if (!double.IsNaN(y[age]))
            {
                var off = (y[age] / m) - weekdays[today.AddDays(-1 - age)];
                squares += off * off;
            }
        }

        return Math.Min((DispersionPrior + squares) / (DispersionPriorDays + observed), DispersionCap);
    }

    private static double[] Discounts()
    {
        var discounts = new double[RateWindow];
        for (var age = 0; age < RateWindow; age++)
        {
            discounts[age] = Math.Pow(0.5, age / HalfLifeDays);
        }

        return discounts;
    }
}
