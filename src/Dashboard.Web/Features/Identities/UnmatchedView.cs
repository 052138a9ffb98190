using Dashboard.Storage.Reads;

namespace Dashboard.Web.Features.Identities;

/// <summary>What the page of names without a seat shows.</summary>
/// <param name="Lines">Of the page.</param>
/// <param name="Page">The counts and totals.</param>
/// <param name="Assigned">How many names are assigned.</param>
/// <param name="Rules">How many rules there are now.</param>
/// <param name="Zone">The organisation's zone.</param>
/// <param name="Now">When it was read.</param>
public sealed record UnmatchedView(IReadOnlyList<UnmatchedLine> Lines, UnmatchedPage Page, int Assigned, int Rules, TimeZoneInfo Zone, DateTimeOffset Now)
{
    /// <summary>Names without a seat that reports of the vendor state: the dearest, each with the seat it may be.</summary>
    public IReadOnlyList<(VendorName Of, SeatGuess? Guess)> VendorNames { get; init; } = [];

    /// <summary>How many of them there are.</summary>
    public int VendorNameCount { get; init; }

    /// <summary>How many pages there are.</summary>
    public int Pages => Math.Max(1, (Page.Found + IdentityFilter.PageSize - 1) / IdentityFilter.PageSize);
}
