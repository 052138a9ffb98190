using Dashboard.Web.Sharing;

namespace Dashboard.Web.Features.SeatDetail;

/// <summary>Registers the page of one seat.</summary>
internal static class SeatSetup
{
    public static void AddSeat(this WebApplicationBuilder builder) => builder.Services.AddSingleton<SeatReader>().AddSingleton<ISharedPage, SharedSeat>();
}
