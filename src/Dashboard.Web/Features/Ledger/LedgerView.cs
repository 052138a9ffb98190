using Dashboard.Credits.Ledger;
using Dashboard.Storage.Reads;

namespace Dashboard.Web.Features.Ledger;

/// <summary>The ledger of one month.</summary>
/// <param name="Months">The months there are, newest first.</param>
/// <param name="Month">The one that is shown.</param>
/// <param name="Grouping">What the lines are.</param>
/// <param name="Lines">The lines in order; what no seat has stands last.</param>
/// <param name="Total">The organisation: the sums as the database has them, not the sums of the lines.</param>
/// <param name="Shadow">Of it, shadow cycles, which owe nothing.</param>
/// <param name="Ties">Whether the lines add up to the organisation to the nanodollar.</param>
/// <param name="Unposted">What stands beside.</param>
/// <param name="Programme">The programme and its mode at the month's start.</param>
/// <param name="Zone">The organisation's zone.</param>
/// <param name="Now">When it was read.</param>
/// <param name="NewestEventMs">Newest usage of the organisation, Unix milliseconds UTC; null without any.</param>
public sealed record LedgerView(
    IReadOnlyList<LedgerMonth> Months, LedgerMonth Month, LedgerGrouping Grouping, IReadOnlyList<LedgerLine> Lines, LedgerLine Total, LedgerFlows Shadow, bool Ties, UnpostedUsage Unposted,
    string Programme, TimeZoneInfo Zone, DateTimeOffset Now, long? NewestEventMs)
{
    /// <summary>Whether a line has parts in the shared account.</summary>
    public bool HasShared { get; init; }
}
