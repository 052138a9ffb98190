namespace Dashboard.Web.Webhooks;

/// <summary>A finished call of a webhook.</summary>
/// <param name="DeliveryId">The number of the delivery, the same at every attempt: who has seen it already may leave it out.</param>
/// <param name="Event">What happened, such as <c>stages</c>.</param>
/// <param name="Body">JSON in UTF-8.</param>
public sealed record OutgoingWebhook(string DeliveryId, string Event, ReadOnlyMemory<byte> Body);
