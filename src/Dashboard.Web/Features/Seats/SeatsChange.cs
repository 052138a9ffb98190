namespace Dashboard.Web.Features.Seats;

/// <summary>One change for many seats.</summary>
/// <param name="Kind">What changes.</param>
/// <param name="Value">Plan id, team or cost centre; null: no team, no cost centre.</param>
/// <param name="From">First local day of effect; today means from this instant on.</param>
/// <param name="Reason">Why.</param>
public sealed record SeatsChange(SeatsChangeKind Kind, string? Value, DateOnly From, string Reason);
