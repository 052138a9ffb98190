namespace Dashboard.Web.Features.Deliveries;

/// <summary>A page of the log of deliveries.</summary>
/// <param name="Lines">Newest first.</param>
/// <param name="Next">Older ones begin before this number; null when there are none.</param>
/// <param name="Now">As of.</param>
/// <param name="Zone">The organisation's zone.</param>
/// <param name="MayRetry">Whether the reader may send again.</param>
public sealed record DeliveriesView(IReadOnlyList<DeliveryLine> Lines, long? Next, DateTimeOffset Now, TimeZoneInfo Zone, bool MayRetry);
