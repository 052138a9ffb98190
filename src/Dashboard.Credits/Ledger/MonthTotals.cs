using Dashboard.Credits.Money;

namespace Dashboard.Credits.Ledger;

/// <summary>
/// A calendar month of finance: opening available + granted − consumed − expired − voided = closing available, plus
/// overage, uncovered and the corrections to earlier periods booked in it. Source: law, section 5, Close.
/// </summary>
/// <param name="Opening">Available at the month's first instant.</param>
/// <param name="Flows">What took effect in the month, without corrections.</param>
/// <param name="Corrections">Corrections to closed cycles booked in the month.</param>
public sealed record MonthTotals(Nanodollars Opening, LedgerFlows Flows, LedgerFlows Corrections)
{
    /// <summary>Available at the month's end. Corrections do not touch it: they belong to cycles that are over.</summary>
    public Nanodollars Closing => Opening + Flows.Available;

    /// <summary>The totals of a month from the days of any number of accounts: all days before it and the days in it.</summary>
    /// <param name="days">Day flows, in any order.</param>
    /// <param name="firstDay">The 1st of the month.</param>
    /// <param name="corrections">Corrections booked in the month.</param>
    public static MonthTotals Of(IEnumerable<(DateOnly Day, LedgerFlows Flows)> days, DateOnly firstDay, IEnumerable<Posting> corrections)
    {
        var end = firstDay.AddMonths(1);
        var opening = Nanodollars.Zero;
        var flows = LedgerFlows.Zero;
        foreach (var (day, of) in days)
        {
            if (day < firstDay)
            {
                opening += of.Available;
            }
            else if (day < end)
            {
                flows += of;
            }
        }

        return new MonthTotals(opening, flows, LedgerFlows.Of(corrections));
    }
}
