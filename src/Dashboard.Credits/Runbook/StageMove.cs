namespace Dashboard.Credits.Runbook;

/// <summary>What happened to a stage. The numbers are stored; never renumber.</summary>
public enum StageMove
{
    /// <summary>The stage was reached; its actions run.</summary>
    Entered = 1,

    /// <summary>The allocation grew, the consumption was corrected or the projection fell; one notice, and the stage is armed again.</summary>
    Recovered = 2,

    /// <summary>The stage had been passed already when its rule was created: recorded, told once in a summary, no actions.</summary>
    Seeded = 3,
}
