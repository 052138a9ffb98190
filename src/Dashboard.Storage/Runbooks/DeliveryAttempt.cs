namespace Dashboard.Storage.Runbooks;

/// <summary>One attempt to deliver.</summary>
/// <param name="Attempt">From 1.</param>
/// <param name="AtMs">When it ended, Unix milliseconds UTC.</param>
/// <param name="Node">Which node tried.</param>
/// <param name="Delivered">Whether the other side took it.</param>
/// <param name="Answer">What it said.</param>
public sealed record DeliveryAttempt(int Attempt, long AtMs, string Node, bool Delivered, string Answer);
