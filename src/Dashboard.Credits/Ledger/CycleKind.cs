namespace Dashboard.Credits.Ledger;

/// <summary>What the ledger does in a cycle. The numbers are stored; never renumber.</summary>
public enum CycleKind
{
    /// <summary>Ended before books start: usage is counted, nothing posts.</summary>
    History = 0,

    /// <summary>No programme in force: usage is counted, nothing posts.</summary>
    Off = 1,

    /// <summary>As if the programme were live; in no payable total.</summary>
    Shadow = 2,

    /// <summary>Real.</summary>
    Enforced = 3,
}
