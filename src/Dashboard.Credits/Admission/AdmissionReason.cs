namespace Dashboard.Credits.Admission;

/// <summary>Why the gate answers as it does: a closed list that programs may rely on. On the wire in kebab case (<c>out-of-credit</c>).</summary>
public enum AdmissionReason
{
    /// <summary>There is credit.</summary>
    Ok,

    /// <summary>No programme is in force in this cycle, so nothing is held against anybody.</summary>
    Off,

    /// <summary>The programme runs as if it were live: the answer is always allow, and says what it would have been.</summary>
    Shadow,

    /// <summary>The credit does not cover all of it; overage is on and its cap has room.</summary>
    Overage,

    /// <summary>A stage of the runbook warns.</summary>
    StageWarns,

    /// <summary>A stage of the runbook names another model.</summary>
    StageFallback,

    /// <summary>A stage of the runbook asks for a wait before each run.</summary>
    SlowDown,

    /// <summary>A stage of the runbook stops runs although credit is left.</summary>
    StageDenies,

    /// <summary>Nothing is left and overage is off.</summary>
    OutOfCredit,

    /// <summary>Something is left, but less than the estimate, and overage is off.</summary>
    EstimateExceedsBalance,

    /// <summary>Overage is on, and its cap has no room, or not enough for the estimate.</summary>
    OverCap,

    /// <summary>There would be room, but other runs hold it.</summary>
    HeldByReservations,

    /// <summary>The credit was not claimed, so there is none.</summary>
    Unclaimed,

    /// <summary>The plan has no allowance in the programme.</summary>
    NotEligible,

    /// <summary>The seat was not active when the cycle began.</summary>
    InactiveSeat,

    /// <summary>The seat's sources are silent beyond their window.</summary>
    StaleData,

    /// <summary>There are no figures of the seat's running cycle, or they could not be read.</summary>
    NoData,

    /// <summary>Usage or the evaluation has stayed away beyond its window.</summary>
    DeadMan,

    /// <summary>No seat has this e-mail.</summary>
    UnknownSeat,
}
