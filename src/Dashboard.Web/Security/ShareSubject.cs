using Dashboard.Storage.Rows;

namespace Dashboard.Web.Security;

/// <summary>The one page that a shared link shows.</summary>
/// <param name="Kind">Which page.</param>
/// <param name="SeatId">The seat of a seat's page.</param>
/// <param name="FirstDay">First day of the month of a ledger, or of a past cycle of a seat; null: what runs when the link is opened.</param>
/// <param name="GroupedBy">What the lines of a ledger are, as its address says it: <c>team</c>, <c>cost-centre</c>, <c>seat</c>.</param>
public sealed record ShareSubject(ShareKind Kind, int? SeatId = null, DateOnly? FirstDay = null, string? GroupedBy = null)
{
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>Days since 1970-01-01, as it is stored.</summary>
    internal int? StoredDay => FirstDay?.DayNumber - Epoch;

    internal static ShareSubject Of(ShareLinkRow row) =>
        new(row.Kind, row.SeatId, row.FirstDay is { } day ? DateOnly.FromDayNumber(day + Epoch) : null, row.GroupedBy);
}
