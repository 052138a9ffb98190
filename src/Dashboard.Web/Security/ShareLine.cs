namespace Dashboard.Web.Security;

/// <summary>A shared link in the list.</summary>
/// <param name="Id">Its number, as the audit log names it.</param>
/// <param name="What">The page, in words.</param>
/// <param name="Purpose">What it is for, in its maker's words.</param>
/// <param name="MadeBy">Who made it.</param>
/// <param name="MadeAt">When.</param>
/// <param name="ExpiresAt">Until when it works.</param>
/// <param name="Opened">How often it was opened.</param>
/// <param name="LastOpenedAt">When last; null: never.</param>
/// <param name="State">Whether it opens.</param>
public sealed record ShareLine(
    int Id, string What, string Purpose, string MadeBy, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt, int Opened, DateTimeOffset? LastOpenedAt, ShareState State);
