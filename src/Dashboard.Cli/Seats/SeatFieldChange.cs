using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Seats;

/// <summary>One change of one seat.</summary>
/// <param name="Field">What changes.</param>
/// <param name="Before">What holds without it, in words; null when nothing does.</param>
/// <param name="After">What holds with it, in words.</param>
/// <param name="Decision">The decision that makes it so.</param>
public sealed record SeatFieldChange(SeatField Field, string? Before, string After, NewDecision Decision);
