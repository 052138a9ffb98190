using Dashboard.Storage.Runbooks.Letters;

namespace Dashboard.Storage.Runbooks;

/// <summary>A delivery as it stands in the outbox.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Channel">How it goes.</param>
/// <param name="Kind">The kind of its letter.</param>
/// <param name="Recipient">An e-mail address, or the name of a webhook target.</param>
/// <param name="MessageId">The Message-ID without angle brackets; the same for every attempt.</param>
/// <param name="CreatedAtMs">When it was decided, Unix milliseconds UTC.</param>
/// <param name="DueAtMs">When it is tried next.</param>
/// <param name="Attempts">Attempts so far, those that broke off included.</param>
/// <param name="State">Where it stands.</param>
/// <param name="EndedAtMs">When it was sent or given up; null before.</param>
/// <param name="Answer">What the other side said last; null before the first answer.</param>
/// <param name="Letter">What it tells; null once it was pruned.</param>
/// <param name="IsUnknown">There is a letter, of a kind that this version does not know.</param>
public sealed record Delivery(
    long Id, DeliveryChannel Channel, string Kind, string Recipient, string MessageId, long CreatedAtMs, long DueAtMs, int Attempts,
    DeliveryState State, long? EndedAtMs, string? Answer, Letter? Letter, bool IsUnknown = false);
