namespace Dashboard.Web.Features.Seats;

/// <summary>What can be changed, or ended, for many seats at once.</summary>
public enum SeatsChangeKind
{
    Plan,
    Team,
    CostCentre,
    End,
}
