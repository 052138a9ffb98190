namespace Dashboard.Credits.Admission;

/// <summary>Whether a seat may run now, from the mildest to the strictest; overage and a warning are equally strict, and where both hold the answer is overage. Law, section 9.</summary>
public enum AdmissionDecision
{
    /// <summary>The run may start, within the credit.</summary>
    Allow = 1,

    /// <summary>The run may start; some or all of it will be overage, within the cap.</summary>
    AllowOverage = 2,

    /// <summary>The run may start; somebody should look.</summary>
    Warn = 3,

    /// <summary>The run may start with another model.</summary>
    Fallback = 4,

    /// <summary>The run may start after a wait: slow down. It is not about credit that is gone.</summary>
    Throttle = 5,

    /// <summary>The run may not start.</summary>
    Deny = 6,
}
