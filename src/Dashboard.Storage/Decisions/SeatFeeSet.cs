using Dashboard.Credits.Programmes;

namespace Dashboard.Storage.Decisions;

/// <summary>What a seat costs from a day on.</summary>
/// <param name="Row">The row.</param>
public sealed record SeatFeeSet(SeatFeeRow Row) : OrganisationDecision;
