namespace Dashboard.Credits.Runbook;

/// <summary>What the gate answers to a run of a seat, from the mildest to the strictest. The numbers are stored; never renumber. Law, section 9.</summary>
public enum GateAnswer
{
    /// <summary>The run may start.</summary>
    Allow = 1,

    /// <summary>The run may start; somebody should look.</summary>
    Warn = 2,

    /// <summary>The run may start with another model.</summary>
    Fallback = 3,

    /// <summary>The run should wait: slow down. Credit is left.</summary>
    Throttle = 4,

    /// <summary>The run may not start.</summary>
    Deny = 5,
}
