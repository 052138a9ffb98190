namespace Dashboard.Credits.Runbook;

/// <summary>Who gets the mail of a stage, beside addresses that the stage names. The numbers are stored; never renumber.</summary>
[Flags]
public enum StageMail
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>The seat's own address.</summary>
    SeatHolder = 1,

    /// <summary>The admins of the seat's team.</summary>
    TeamAdmins = 2,

    /// <summary>Everybody with the role finance.</summary>
    Finance = 4,

    /// <summary>Every owner.</summary>
    Owners = 8,
}
