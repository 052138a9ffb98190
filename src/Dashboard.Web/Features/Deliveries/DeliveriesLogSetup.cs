namespace Dashboard.Web.Features.Deliveries;

/// <summary>Registers the log of deliveries.</summary>
internal static class DeliveriesLogSetup
{
    public static void AddDeliveriesLog(this WebApplicationBuilder builder) => builder.Services.AddSingleton<DeliveriesDesk>();
}
