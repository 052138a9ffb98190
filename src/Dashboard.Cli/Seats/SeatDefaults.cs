namespace Dashboard.Cli.Seats;

/// <summary>What holds for seats of a list where the list says nothing.</summary>
/// <param name="Plan">Plan id; null: such lines are refused.</param>
/// <param name="Anchor">Anchor day, 1 to 31.</param>
/// <param name="ClaimedAtMs">When their credit was claimed, Unix milliseconds UTC; null: not yet.</param>
public sealed record SeatDefaults(string? Plan = null, int Anchor = 1, long? ClaimedAtMs = null);
