using Dashboard.Credits.Cycles;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Settings;

/// <summary>
/// What a decision does to the cycles that start after now: for every account the first one that starts at or after a day, with its
/// terms before and after. Running and past cycles are not in it, because no such decision reaches them.
/// </summary>
internal sealed record CycleOutlook(int Seats, int Changed, BillingCycle? Earliest, BillingCycle? Latest, Nanodollars Before, Nanodollars After)
{
    /// <summary>The outlook.</summary>
    /// <param name="before">The organisation without the decision.</param>
    /// <param name="after">With it.</param>
    /// <param name="fromDay">First local day from which a cycle may start; earlier than now: now.</param>
    /// <param name="nowMs">Now, Unix milliseconds UTC.</param>
    public static CycleOutlook Of(Organisation before, Organisation after, DateOnly fromDay, long nowMs)
    {
        var outlook = new CycleOutlook(0, 0, null, null, default, default);
        foreach (var id in after.Seats.Keys)
        {
            var (cycle, then) = TermsOf(after.AccountOf(id), fromDay, nowMs);
            if (then.Active)
            {
                outlook = outlook.With(cycle, before.AccountOf(id).TermsOf(cycle), then, isSeat: true);
            }
        }

        // The shared account holds no seat of its own; its grant is part of the sum.
        if (before.HasPool || after.HasPool)
        {
            var (cycle, then) = TermsOf(after.AccountOf(Organisation.PoolAccount), fromDay, nowMs);
            outlook = outlook.With(cycle, before.AccountOf(Organisation.PoolAccount).TermsOf(cycle), then, isSeat: false);
        }

        return outlook;
    }

    /// <summary>When the first cycles start that follow the decision: one day, or the days between which they do.</summary>
    public string Starts(DateOnly today) => (Earliest, Latest) switch
    {
        ({ } first, { } last) when first.StartDay == last.StartDay => Show.Day(first.StartDay, today),
        ({ } first, { } last) => $"{Show.Day(first.StartDay, today)} to {Show.Day(last.StartDay, today)}, by seat",
        _ => "with the first seat",
    };

    private static (BillingCycle Cycle, CycleTerms Terms) TermsOf(AccountSetup setup, DateOnly fromDay, long nowMs)
    {
        var calendar = setup.Calendar;
        var cycle = calendar.Next(calendar.At(nowMs));
        if (cycle.StartDay < fromDay)
        {
            var reached = calendar.At(ZoneDays.FirstInstantOf(fromDay, calendar.ZoneOf(cycle)));
            cycle = reached.StartDay < fromDay ? calendar.Next(reached) : reached;
        }

        return (cycle, setup.TermsOf(cycle));
    }

    private CycleOutlook With(BillingCycle cycle, CycleTerms was, CycleTerms then, bool isSeat)
    {
        var changed = was.Kind != then.Kind || was.Programme?.Id != then.Programme?.Id || was.Allowance != then.Allowance;
        return new(
            Seats + (isSeat ? 1 : 0),
            Changed + (isSeat && changed ? 1 : 0),
            isSeat && (Earliest is not { } first || cycle.StartMs < first.StartMs) ? cycle : Earliest,
            isSeat && (Latest is not { } last || cycle.StartMs > last.StartMs) ? cycle : Latest,
            Before + was.Allowance,
            After + then.Allowance);
    }
}
