namespace Dashboard.Web.Features.Sample;

/// <summary>What a sample seat is there to show.</summary>
public enum SampleKind
{
    /// <summary>Well within its credit.</summary>
    Steady,

    /// <summary>Used about all of its credit, unevenly.</summary>
    Close,

    /// <summary>Uses more than its credit; it runs dry before the cycle ends.</summary>
    RunsOut,

    /// <summary>Its credit is gone, overage is off, and it stopped soon after.</summary>
    Stopped,

    /// <summary>Its credit is gone and overage goes on without a cap.</summary>
    Overage,

    /// <summary>Its credit is gone and so is the overage its cap allows.</summary>
    Capped,

    /// <summary>Uses the service and never claimed its credit.</summary>
    Unclaimed,

    /// <summary>Used it in earlier cycles, not in this one.</summary>
    Idle,

    /// <summary>Its data stopped coming nine days ago.</summary>
    Silent,

    /// <summary>Its plan has no allowance.</summary>
    NotEligible,

    /// <summary>Got a larger plan five days ago.</summary>
    PlanChanged,

    /// <summary>Joined in this cycle.</summary>
    Joined,
}
