using Dashboard.Credits.Money;

namespace Dashboard.Web.Features.Claims;

/// <summary>One seat whose credit waits for a claim.</summary>
/// <param name="SeatId">The seat.</param>
/// <param name="Name">Its name, or the e-mail.</param>
/// <param name="Email">The holder's e-mail.</param>
/// <param name="Href">The page of the seat.</param>
/// <param name="Team">Its team; null for none.</param>
/// <param name="Plan">The plan's name.</param>
/// <param name="Loses">The credit it loses each cycle.</param>
/// <param name="Used">Covered usage of this cycle that found nothing.</param>
/// <param name="Left">What it left on the table in all cycles so far.</param>
/// <param name="Mail">A <c>mailto:</c> link with the text.</param>
public sealed record UnclaimedRow(int SeatId, string Name, string Email, string Href, string? Team, string Plan, Nanodollars Loses, Nanodollars Used, Nanodollars Left, string Mail);
