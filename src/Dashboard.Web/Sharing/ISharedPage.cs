using Dashboard.Storage.Rows;
using Dashboard.Web.Security;

namespace Dashboard.Web.Sharing;

/// <summary>A page that can be shared by link: what it shows to somebody who is not signed in.</summary>
internal interface ISharedPage
{
    /// <summary>Which page.</summary>
    ShareKind Kind { get; }

    /// <summary>The page as it stands now, read as the maker of the link; null when there is nothing of it any more.</summary>
    /// <param name="share">The link.</param>
    /// <param name="path">Its address, for pages of long tables.</param>
    /// <param name="page">The page of a long table that is asked for; null: the first.</param>
    Task<SharedContent?> ReadAsync(OpenedShare share, string path, int? page);

    /// <summary>The same as a file; null where there is none.</summary>
    /// <param name="share">The link.</param>
    Task<SharedFile?> FileAsync(OpenedShare share);
}
