namespace Dashboard.Web.Security;

/// <summary>A shared link that opens.</summary>
/// <param name="Id">Its number.</param>
/// <param name="What">The page it shows.</param>
/// <param name="As">Reads the page with what the maker may see at this moment, and is named in the audit log as the link.</param>
/// <param name="MadeBy">Who shared it, by name.</param>
/// <param name="ExpiresAt">Until when it works.</param>
/// <param name="Organisation">Name of the organisation.</param>
public sealed record OpenedShare(int Id, ShareSubject What, Caller As, string MadeBy, DateTimeOffset ExpiresAt, string Organisation);
