namespace Dashboard.Credits.Ledger;

/// <summary>Where an account stands with credit in a cycle; states, not percentages. The numbers are stored; never renumber. Source: law, section 8.</summary>
public enum SeatCycleState
{
    /// <summary>It has an allocation.</summary>
    Granted = 0,

    /// <summary>The programme needs a claim that has not been made.</summary>
    Unclaimed = 1,

    /// <summary>The plan has no allowance in the programme.</summary>
    NotEligible = 2,

    /// <summary>The seat was not active at the cycle's start.</summary>
    Inactive = 3,

    /// <summary>No programme in force, or before books start.</summary>
    NoProgramme = 4,
}
