namespace Dashboard.Storage.Reads;

/// <summary>Known usage that a rule's conditions match, by whose it is now.</summary>
/// <param name="SeatId">0 is unassigned.</param>
/// <param name="Usage">How much.</param>
public sealed record RuleUsage(int SeatId, IdentityUsage Usage);
