namespace Dashboard.Web.Features.Seats;

/// <summary>One change for many seats.</summary>
/// <param name="Kind">What changes.</param>
/// <param name="Value">Plan id, team or cost centre; null: no team, no cost centre, and for an end.</param>
/// <param name="From">First local day of effect; today means from this instant on. For an end the first day on which the seats are not active.</param>
/// <param name="Reason">Why.</param>
public sealed record SeatsChange(SeatsChangeKind Kind, string? Value, DateOnly From, string Reason);
