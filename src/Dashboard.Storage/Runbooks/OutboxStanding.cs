namespace Dashboard.Storage.Runbooks;

/// <summary>How a channel of the outbox stands.</summary>
/// <param name="LastSentAtMs">When the other side last took something, Unix milliseconds UTC; null: never.</param>
/// <param name="Waiting">Deliveries that wait, are tried again or are being sent.</param>
/// <param name="OldestWaitingAtMs">When the oldest of them was decided; null when nothing waits.</param>
/// <param name="GivenUp">Deliveries that are not tried again by themselves; a test that failed is not one.</param>
/// <param name="LastAttempt">When something was last tried, tests included, whether the other side took it, and what it answered; null: never.</param>
public sealed record OutboxStanding(long? LastSentAtMs, long Waiting, long? OldestWaitingAtMs, long GivenUp, (long AtMs, bool IsDelivered, string Answer)? LastAttempt = null)
{
    /// <summary>Nothing was ever put in.</summary>
    public static OutboxStanding Empty { get; } = new(null, 0, null, 0);
}
