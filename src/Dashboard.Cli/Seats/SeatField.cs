namespace Dashboard.Cli.Seats;

/// <summary>What a list changes about a seat.</summary>
public enum SeatField
{
    Added,
    Name,
    Plan,
    Team,
    CostCentre,
    Anchor,
    Claim,
    End,
}
