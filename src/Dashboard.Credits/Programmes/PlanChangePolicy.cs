namespace Dashboard.Credits.Programmes;

/// <summary>What a plan change in mid-cycle grants. The numbers are stored; never renumber. Source: law, section 3.</summary>
public enum PlanChangePolicy
{
    /// <summary>Nothing now; the next cycle grants the new allowance.</summary>
    NextCycle = 0,

    /// <summary>max(0, new allowance − all granted so far in this cycle), now.</summary>
    ImmediateDifference = 1,

    /// <summary>That × remaining ÷ whole milliseconds of the cycle, rounded down to the cent.</summary>
    ProratedDifference = 2,
}
