namespace Dashboard.Storage.Runbooks;

/// <summary>Which deliveries to read.</summary>
/// <param name="Channel">Only this channel; null: both.</param>
/// <param name="State">Only in this state; null: any.</param>
/// <param name="Kind">Only letters of this kind; null: any.</param>
/// <param name="Search">Part of the recipient, in any case; null: any.</param>
/// <param name="CrossingId">Only those that tell of this decision; null: any.</param>
/// <param name="BeforeId">Only older ones, to page on; null: from the newest.</param>
/// <param name="Limit">At most so many, 1 to 500.</param>
public sealed record DeliveryQuery(
    DeliveryChannel? Channel = null, DeliveryState? State = null, string? Kind = null, string? Search = null, long? CrossingId = null, long? BeforeId = null, int Limit = 100);
