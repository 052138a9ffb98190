using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Overview;

/// <summary>The shared account in the words of pages. Pure.</summary>
internal static class SharedAccountBuilder
{
    /// <summary>The card; null without a shared account that has a programme.</summary>
    public static SharedAccountView? Build(OrganisationFigures figures, Organisation organisation, DateOnly today)
    {
        if (figures.Pool is not { Kind: CycleKind.Enforced or CycleKind.Shadow } pool || (pool.Seats == 0 && !pool.Allowance.IsPositive))
        {
            return null;
        }

        var account = organisation.AccountOf(Organisation.PoolAccount);
        var terms = account.TermsOf(account.Calendar.At(figures.AsOfMs));
        var isClaimed = pool.State is not SeatCycleState.Unclaimed;
        List<KeyValue> rows =
        [
            isClaimed ? Row("Granted", pool.Granted) : new("Granted", "nothing before the claim"),
            Row("Consumed", pool.Consumed),
            .. pool.Voided.IsPositive ? [Row("Voided", pool.Voided)] : Array.Empty<KeyValue>(),
            Row("Left", pool.Available) with { IsSum = true },
            .. pool.Overage.IsPositive || pool.Uncovered.IsPositive ? [Row("Overage", pool.Overage), Row("Uncovered", pool.Uncovered)] : Array.Empty<KeyValue>(),
            new("Projected by the end", $"{Show.Money(pool.Projected)}, band {Show.Range(pool.ProjectedLow, pool.ProjectedHigh)}", Show.Exact(pool.Projected)),
            new("Runs out", RunsOut(pool, today)),
        ];
        return new SharedAccountView(
            $"cycle {Show.Cycle(pool.CycleStart, pool.CycleEnd)}, next grant {Show.Day(pool.CycleEnd, today)}",
            rows,
            Contributions(terms, organisation),
            isClaimed
                ? "Every seat on these plans draws from one balance. A share says what a seat brought in; it is no limit and no right. A seat added during the cycle has a share of 0 until the next grant."
                : $"The organisation has not claimed the credit yet: {Show.Money(pool.Allowance)} a cycle is missing. It is entered under Settings, Programmes.");
    }

    private static string RunsOut(PoolFigures pool, DateOnly today) =>
        pool.Granted.IsPositive && !pool.Available.IsPositive ? "used up"
        : pool.ExhaustDay is { } day ? $"about {Show.Day(day, today)}, {Show.Probability(pool.ExhaustProbability)}"
        : pool.Granted.IsPositive ? $"not this cycle, {Show.Probability(pool.ExhaustProbability)}" : Show.None;

    private static List<SharedContribution> Contributions(CycleTerms terms, Organisation organisation)
    {
        if (terms.Programme is not { } programme)
        {
            return [];
        }

        // What each row says, before the cap; the cap then cuts the sum, not a plan.
        var held = terms.Shares
            .Select(s => organisation.Seats[s.SeatId])
            .Select(s => (Plan: s.Plan.At(terms.Cycle.StartMs), Amount: programme.AllowanceAt(terms.Cycle.StartDay, terms.Cycle.StartMs, s.Plan.At(terms.Cycle.StartMs), s.Team.At(terms.Cycle.StartMs), s.Email)?.Amount ?? default))
            .GroupBy(s => s)
            .OrderBy(g => g.Key.Plan, StringComparer.Ordinal).ThenBy(g => g.Key.Amount)
            .ToList();
        var lines = held.Select(g => Line(Plans.NameOf(g.Key.Plan), Show.ExactCount(g.LongCount()), Show.Amount(g.Key.Amount), new Nanodollars(g.Key.Amount.Value * g.LongCount()))).ToList();
        var sum = new Nanodollars(held.Sum(g => g.Key.Amount.Value * g.LongCount()));
        if (sum > terms.Allowance)
        {
            lines.Add(Line("Above the cap", "", "", terms.Allowance - sum));
        }

        lines.Add(Line("A grant", Show.ExactCount(terms.Shares.Length), "", terms.Allowance) with { IsSum = true });
        return lines;

        static SharedContribution Line(string name, string seats, string each, Nanodollars amount) => new(name, seats, each, Show.Amount(amount), Show.Exact(amount));
    }

    private static KeyValue Row(string name, Nanodollars amount) => new(name, Show.Money(amount), Show.Exact(amount));
}
