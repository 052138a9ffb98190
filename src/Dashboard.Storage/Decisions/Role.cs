namespace Dashboard.Storage.Decisions;

/// <summary>What a person may do here. Stored by number; never renumber.</summary>
public enum Role
{
    /// <summary>Everything.</summary>
    Owner = 0,

    /// <summary>Everything read; closes and exports.</summary>
    Finance = 1,

    /// <summary>Seats, overage and claims of the teams named with the role.</summary>
    TeamAdmin = 2,

    /// <summary>The seat with the person's own e-mail.</summary>
    SeatHolder = 3,

    /// <summary>Everything read, and the audit log.</summary>
    Auditor = 4,

    /// <summary>Sources, jobs and API keys.</summary>
    Platform = 5,
}
