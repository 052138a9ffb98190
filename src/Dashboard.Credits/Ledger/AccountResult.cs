using System.Collections.Immutable;

namespace Dashboard.Credits.Ledger;

/// <summary>What a replay gives.</summary>
/// <param name="End">The account after all that happened at or before the as-of; null when nothing had begun.</param>
/// <param name="Days">Days on which something happened, in order. When the replay started from a snapshot in mid-day, the first day holds the rest of it only.</param>
/// <param name="Cycles">Cycles touched, in order; the last may be running. Cycles before the snapshot's are not in it.</param>
public sealed record AccountResult(AccountState? End, ImmutableArray<DaySnapshot> Days, ImmutableArray<CycleResult> Cycles);
