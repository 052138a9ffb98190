namespace Dashboard.Credits.Programmes;

/// <summary>Who holds what an allowance grants. The numbers are stored; never renumber.</summary>
public enum ProgrammeScope
{
    /// <summary>One credit account a seat.</summary>
    PerSeat = 0,

    /// <summary>One credit account for the organisation (the shared account); each seat keeps a share.</summary>
    Pooled = 1,
}
