using Dashboard.Credits.Money;

namespace Dashboard.Credits.Ledger;

/// <summary>One local day on which something happened in an account; days without are left out.</summary>
/// <param name="Day">The local day.</param>
/// <param name="Flows">What was posted on the day; an expiry falls on the day the next cycle starts.</param>
/// <param name="CoveredUsage">Covered usage by the day's events.</param>
/// <param name="Events">The day's events.</param>
/// <param name="State">The account at the day's end, or at the end of the replay.</param>
public sealed record DaySnapshot(DateOnly Day, LedgerFlows Flows, Nanodollars CoveredUsage, long Events, AccountState State);
