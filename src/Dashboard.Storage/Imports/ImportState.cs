namespace Dashboard.Storage.Imports;

/// <summary>Where an import stands. The numbers are stored; never renumber.</summary>
public enum ImportState
{
    /// <summary>It is being read.</summary>
    Running = 1,

    /// <summary>It was read to its end.</summary>
    Done = 2,

    /// <summary>It stopped before its end; what was read counts.</summary>
    Stopped = 3,

    /// <summary>It was taken back whole.</summary>
    TakenBack = 4,
}
