namespace Dashboard.Web.Webhooks;

/// <summary>A webhook target without its secrets, for a page.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">The name that runbooks use.</param>
/// <param name="Address">What may be shown of the address.</param>
/// <param name="Format">For whom the body is written.</param>
/// <param name="IsOn">Whether anything is sent.</param>
/// <param name="AllowsPrivate">Whether it may be on a private address.</param>
/// <param name="CreatedAtMs">When it was made, Unix milliseconds UTC.</param>
/// <param name="CreatedBy">Who made it.</param>
public sealed record WebhookLine(int Id, string Name, string Address, WebhookFormat Format, bool IsOn, bool AllowsPrivate, long CreatedAtMs, string CreatedBy);
