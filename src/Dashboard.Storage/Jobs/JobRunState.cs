namespace Dashboard.Storage.Jobs;

/// <summary>How a run stands. Stored as a number; never renumber.</summary>
public enum JobRunState
{
    /// <summary>It runs.</summary>
    Running = 0,

    /// <summary>It ended as it should.</summary>
    Done = 1,

    /// <summary>It threw; the error is kept.</summary>
    Failed = 2,

    /// <summary>Its server stopped or was killed before it ended.</summary>
    Stopped = 3,
}
