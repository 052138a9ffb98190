namespace Dashboard.Web.Deliveries;

/// <summary>Registers the delivery of the outbox.</summary>
internal static class DeliveriesSetup
{
    public static void AddDeliveries(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton(DeliveryNode.OfThisProcess()).AddSingleton<DeliverOutbox>();
}
