namespace Dashboard.Credits.Programmes;

/// <summary>The vendor's published status of a programme. Information only: it changes no number. The numbers are stored; never renumber.</summary>
public enum VendorStatus
{
    Announced = 0,
    Active = 1,
    Paused = 2,
    Retired = 3,
}
