using Dashboard.Credits.Money;

namespace Dashboard.Web.Features.Claims;

/// <summary>The seats whose credit waits, as one reader sees them.</summary>
/// <param name="Programme">The programme's name.</param>
/// <param name="NeedsClaim">Whether the programme in force needs a claim at all.</param>
/// <param name="Rows">The seats, the largest loss first.</param>
/// <param name="Loses">What they lose together each cycle.</param>
/// <param name="Left">What they left on the table so far.</param>
/// <param name="Text">What can be sent to any of them.</param>
/// <param name="Source">Where the steps are from.</param>
/// <param name="VendorStatus">What the vendor published about the programme, when it is not simply active; null else.</param>
/// <param name="MayRecord">Whether the reader records claims.</param>
/// <param name="Zone">The organisation's zone.</param>
/// <param name="Now">When it was read.</param>
public sealed record UnclaimedView(
    string Programme, bool NeedsClaim, IReadOnlyList<UnclaimedRow> Rows, Nanodollars Loses, Nanodollars Left, string Text, ClaimSteps Source, string? VendorStatus, bool MayRecord, TimeZoneInfo Zone, DateTimeOffset Now);
