using Dashboard.Storage.Rows;
using Dashboard.Web.Security;
using Dashboard.Web.Sharing;

namespace Dashboard.Web.Features.Overview;

/// <summary>The first page on a shared link.</summary>
internal sealed class SharedOverview(OverviewReader reader) : ISharedPage
{
    public ShareKind Kind => ShareKind.Overview;

    public async Task<SharedContent?> ReadAsync(OpenedShare share, string path, int? page)
    {
        var view = await reader.ReadAsync(share.As);
        return new SharedContent("Overview", view.Facts, view.AsOf, view.Zone, SharedContent.Of<OverviewBody>((nameof(OverviewBody.View), view), (nameof(OverviewBody.IsShared), true)));
    }

    public Task<SharedFile?> FileAsync(OpenedShare share) => Task.FromResult<SharedFile?>(null);
}
