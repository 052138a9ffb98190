using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Decisions;

/// <summary>Why usage is a seat's: by one of its names, or by a rule.</summary>
/// <param name="SeatId">The seat.</param>
/// <param name="By">The name that decides; null when a rule does.</param>
/// <param name="Rule">The place of the rule in its list, from 0; null when a name decides.</param>
public readonly record struct IdentityMatch(int SeatId, Identity? By, int? Rule);
