namespace Dashboard.Web.Features.Identities;

/// <summary>What the page of assigned names shows.</summary>
/// <param name="Lines">Of the page, by name.</param>
/// <param name="Found">How many the filters leave.</param>
/// <param name="All">How many there are.</param>
/// <param name="Zone">The organisation's zone.</param>
/// <param name="Now">When it was read.</param>
public sealed record AssignedView(IReadOnlyList<AssignedLine> Lines, int Found, int All, TimeZoneInfo Zone, DateTimeOffset Now)
{
    /// <summary>How many pages there are.</summary>
    public int Pages => Math.Max(1, (Found + IdentityFilter.PageSize - 1) / IdentityFilter.PageSize);
}
