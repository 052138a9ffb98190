using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Dashboard.Web.Security;
using Dashboard.Web.Sharing;

namespace Dashboard.Web.Features.SeatDetail;

/// <summary>The page of a seat on a shared link.</summary>
internal sealed class SharedSeat(SeatReader reader, Database database) : ISharedPage
{
    public ShareKind Kind => ShareKind.Seat;

    public async Task<SharedContent?> ReadAsync(OpenedShare share, string path, int? page)
    {
        var seats = (await database.Decisions.CurrentAsync()).Seats;
        return share.What.SeatId is { } id && seats.TryGetValue(id, out var seat) && await reader.ReadAsync(seat.Email, share.What.FirstDay, share.As) is { } view
            ? new SharedContent(view.Name, view.Facts, view.AsOf, view.Zone, SharedContent.Of<SeatShared>((nameof(SeatShared.View), view)))
            : null;
    }

    public Task<SharedFile?> FileAsync(OpenedShare share) => Task.FromResult<SharedFile?>(null);
}
