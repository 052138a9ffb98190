using System.Globalization;
using Dashboard.Credits.Money;

namespace Dashboard.Credits.PlanFit;

/// <summary>
/// Which plan a seat should have had, in hindsight: fee + usage beyond the allowance at API rates, against an API key that pays
/// for everything. Exact; no forecast in it.
/// </summary>
public static class PlanFitter
{
    /// <summary>Below this many cycles nothing is recommended: a seat's usage often doubles or halves from one to the next.</summary>
    public const int LeastCycles = 2;

    /// <summary>
    /// Compares the plans that have terms in every cycle, and an API key when <paramref name="withApiKey"/> is set (leave it out
    /// where interactive use is not measured: it would look free). The cycles are whole ones, in order.
    /// </summary>
    /// <exception cref="ArgumentException">Usage below zero, or a cycle without terms for the current plan.</exception>
    public static SeatFit Fit(string seatId, string currentPlanId, IReadOnlyList<FitCycle> cycles, bool withApiKey)
    {
        foreach (var cycle in cycles)
        {
            if (cycle.Covered < Nanodollars.Zero || cycle.Other < Nanodollars.Zero || cycle.Terms.All(t => t.PlanId != currentPlanId))
            {
                throw new ArgumentException("Usage must not be negative, and the current plan needs terms in every cycle.", nameof(cycles));
            }
        }

        if (cycles.Count == 0)
        {
            return new SeatFit(seatId, currentPlanId, 0, [], NoHistory());
        }

        var costs = Costs(cycles, withApiKey);
        var cheapest = costs.Where(c => c.Total is not null).Select(c => c.Total).Min();
        var current = cycles[^1].Terms.First(t => t.PlanId == currentPlanId);
        var options = costs.Select(c => new FitOption
        {
            PlanId = c.PlanId,
            Name = c.Name,
            Fees = c.Fees,
            Usage = c.Usage,
            Regret = c.Total - cheapest,
            CheapestIn = Enumerable.Range(0, cycles.Count).Count(i => c.PerCycle[i] is { } cost && cost == costs.Min(o => o.PerCycle[i])),
            BreakEven = c.PlanId is null ? AgainstApiKey(current) : Against(current, cycles[^1].Terms.First(t => t.PlanId == c.PlanId)),
            PaysAbove = c.PlanId is not null && cycles[^1].Terms.First(t => t.PlanId == c.PlanId).Fee > current.Fee,
        }).ToList();
        return new SeatFit(seatId, currentPlanId, cycles.Count, options, Advise(options, currentPlanId, cycles));
    }

    private static List<OptionCost> Costs(IReadOnlyList<FitCycle> cycles, bool withApiKey)
    {
        var costs = new List<OptionCost>();
        foreach (var plan in cycles[^1].Terms)
        {
            var terms = cycles.Select(c => c.Terms.FirstOrDefault(t => t.PlanId == plan.PlanId)).OfType<PlanTerms>().ToList();
            if (terms.Count == cycles.Count)
            {
                var usage = cycles.Select((c, i) => Nanodollars.Max(c.Covered - terms[i].Allowance, Nanodollars.Zero)).ToList();
                costs.Add(new OptionCost(plan.PlanId, plan.Name, [.. terms.Select(t => t.Fee)], usage));
            }
        }

        if (withApiKey)
        {
            costs.Add(new OptionCost(null, "API key", [.. cycles.Select(_ => (Nanodollars?)Nanodollars.Zero)], [.. cycles.Select(c => c.Covered + c.Other)]));
        }

        return costs;
    }

    private static FitAdvice Advise(List<FitOption> options, string currentPlanId, IReadOnlyList<FitCycle> cycles)
    {
        var current = options.First(o => o.PlanId == currentPlanId);
        if (cycles.Count < LeastCycles)
        {
            return NoHistory();
        }

        if (current.Total is not { } pays)
        {
            return new FitAdvice(FitAdviceKind.CurrentFeeUnknown, null, Nanodollars.Zero, $"The fee of {current.Name} is not entered.");
        }

        var best = options.Where(o => o.Regret is { IsZero: true }).OrderBy(o => o.PlanId != currentPlanId).First();
        var count = cycles.Count.ToString(CultureInfo.InvariantCulture);
        var limits = (options.Any(o => o.Total is null) ? " Plans whose fee is not entered were left out." : string.Empty)
            + (cycles.Any(c => c.Terms.Any(t => t.IsPooled)) ? " The credit is shared: what the seat adds to it stands for its own." : string.Empty);
        if (best.PlanId == currentPlanId)
        {
            return new FitAdvice(FitAdviceKind.Keep, current, Nanodollars.Zero, $"{current.Name} was the cheapest over {count} cycles.{limits}");
        }

        var inCycles = best.CheapestIn.ToString(CultureInfo.InvariantCulture);
        return new FitAdvice(
            FitAdviceKind.Change,
            best,
            pays - best.Total!.Value,
            $"{best.Name} was the cheapest over {count} cycles, and in {inCycles} of them.{Breaks(best, current)}{limits}");
    }

    private static string Breaks(FitOption best, FitOption current) => best.BreakEven is not { } at
        ? string.Empty
        : best.PlanId is null
            ? $" It costs less than {current.Name} below {at} USD of all usage a cycle."
            : best.PaysAbove
                ? $" It costs less than {current.Name} above {at} USD of covered usage a cycle."
                : $" It costs less than {current.Name} below {at} USD of covered usage a cycle.";

    /// <summary>The smaller allowance + the difference of the fees, where the larger allowance still reaches.</summary>
    private static Nanodollars? Against(PlanTerms current, PlanTerms other)
    {
        if (current.Fee is not { } fee || other.Fee is not { } otherFee || fee == otherFee)
        {
            return null;
        }

        var (cheap, dear) = fee < otherFee ? (current, other) : (other, current);
        var at = cheap.Allowance + Nanodollars.Max(fee, otherFee) - Nanodollars.Min(fee, otherFee);
        return at <= dear.Allowance ? at : null;
    }

    /// <summary>An API key costs all usage: as much as the plan when that equals the fee and the credit still covers it.</summary>
    private static Nanodollars? AgainstApiKey(PlanTerms current) => current.Fee is { } fee && fee <= current.Allowance ? fee : null;

    private static FitAdvice NoHistory() => new(
        FitAdviceKind.TooLittleHistory, null, Nanodollars.Zero, $"A recommendation needs {LeastCycles.ToString(CultureInfo.InvariantCulture)} whole cycles.");

    private sealed record OptionCost(string? PlanId, string Name, IReadOnlyList<Nanodollars?> FeePerCycle, IReadOnlyList<Nanodollars> UsagePerCycle)
    {
        public Nanodollars Usage { get; } = UsagePerCycle.Sum();

        public Nanodollars? Fees { get; } = FeePerCycle.Any(f => f is null) ? null : FeePerCycle.Select(f => f!.Value).Sum();

        public Nanodollars? Total => Fees + Usage;

        public IReadOnlyList<Nanodollars?> PerCycle { get; } = [.. UsagePerCycle.Select((u, i) => FeePerCycle[i] + u)];
    }
}
