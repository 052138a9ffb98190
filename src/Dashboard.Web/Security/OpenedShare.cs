using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Security;

/// <summary>A shared link that opens.</summary>
/// <param name="Id">Its number.</param>
/// <param name="What">The page it shows.</param>
/// <param name="Actor">The link, as the audit log names it, and from where it is opened.</param>
/// <param name="Access">What its maker may do at this moment.</param>
/// <param name="MadeBy">Who shared it, by name.</param>
/// <param name="ExpiresAt">Until when it works.</param>
/// <param name="Organisation">Name of the organisation.</param>
public sealed record OpenedShare(int Id, ShareSubject What, Actor Actor, Access Access, string MadeBy, DateTimeOffset ExpiresAt, string Organisation)
{
    /// <summary>Reads the page with what the maker may see.</summary>
    public Caller As => new(Actor, Access);
}
