namespace Dashboard.Credits.Programmes;

/// <summary>How the organisation runs a programme. The numbers are stored; never renumber. Source: law, section 3.</summary>
public enum ProgrammeMode
{
    /// <summary>No grant from the next cycle; the running balance lives to its expiry.</summary>
    Off = 0,

    /// <summary>The same arithmetic, marked “as if the programme were live”, in no payable total.</summary>
    Shadow = 1,

    /// <summary>The ledger is real.</summary>
    Enforced = 2,
}
