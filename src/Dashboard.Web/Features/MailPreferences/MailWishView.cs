namespace Dashboard.Web.Features.MailPreferences;

/// <summary>What a person's page shows.</summary>
/// <param name="Person">The person's e-mail.</param>
/// <param name="Wish">The form.</param>
/// <param name="OrganisationZone">The organisation's zone, for who chooses none.</param>
/// <param name="ByRole">What the person gets by role: <c>weekly</c> or <c>none</c>.</param>
/// <param name="SystemMails">The system mails that the person gets; empty: none.</param>
/// <param name="IsServerSet">Whether there is a mail server: no mail leaves without.</param>
/// <param name="Next">When the next digest comes, in words; empty: none comes.</param>
public sealed record MailWishView(string Person, MailWish Wish, string OrganisationZone, string ByRole, string SystemMails, bool IsServerSet, string Next);
