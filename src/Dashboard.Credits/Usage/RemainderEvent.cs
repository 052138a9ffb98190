namespace Dashboard.Credits.Usage;

/// <summary>What results name and no known request shows, for one session and model: one derived usage event.</summary>
/// <param name="Record">
/// The event. Its identity (session and model) never changes while its amounts do: a newer remainder replaces the old one, it does
/// not merge with it. Its authoritative cost is at list price, before the contract; null when the results give none.
/// </param>
/// <param name="IsRequest">
/// False when it only completes known requests (lines of <c>claude -p</c> carry placeholder outputs): then it is money and tokens,
/// and no request of its own in counts.
/// </param>
public sealed record RemainderEvent(UsageRecord Record, bool IsRequest);
