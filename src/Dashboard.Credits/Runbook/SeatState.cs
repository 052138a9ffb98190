namespace Dashboard.Credits.Runbook;

/// <summary>
/// The one word about a seat, written in the order of urgency: the most urgent first, as grids sort. Which word applies when
/// several could is another order, that of <see cref="SeatStates.Of"/>.
/// </summary>
public enum SeatState
{
    Exhausted = 1,
    OverageOn = 2,
    LikelyToRunOut = 3,
    AtRisk = 4,
    StaleData = 5,
    OnTrack = 6,
    Idle = 7,
    Unclaimed = 8,
    NotEligible = 9,
}
