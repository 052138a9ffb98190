namespace Dashboard.Credits.Ledger;

/// <summary>Why a posting was made. The numbers are stored; never renumber. Source: law, section 5.</summary>
public enum PostingReason
{
    /// <summary>Nothing to add: a draw, or overage after the credit was used up.</summary>
    None = 0,

    /// <summary>Grant at cycle start.</summary>
    CycleStart = 1,

    /// <summary>Grant at the claim.</summary>
    Claimed = 2,

    /// <summary>Grant at a plan change.</summary>
    PlanChanged = 3,

    /// <summary>Uncovered: overage was off.</summary>
    OverageOff = 4,

    /// <summary>Uncovered: overage was on, and its cap was reached.</summary>
    OverCap = 5,

    /// <summary>Overage or uncovered: the credit was not claimed yet.</summary>
    Unclaimed = 6,

    /// <summary>Overage or uncovered: the plan has no allowance in this programme.</summary>
    NotEligible = 7,

    /// <summary>Uncovered: the seat was not active in this cycle.</summary>
    InactiveSeat = 8,

    /// <summary>Expiry at cycle end.</summary>
    CycleEnd = 9,

    /// <summary>A person's void or adjustment; the note says why.</summary>
    Person = 10,

    /// <summary>A correction to a closed cycle.</summary>
    Correction = 11,
}
