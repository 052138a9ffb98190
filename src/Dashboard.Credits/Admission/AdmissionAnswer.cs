using Dashboard.Credits.Money;

namespace Dashboard.Credits.Admission;

/// <summary>What the gate answers.</summary>
public sealed record AdmissionAnswer
{
    /// <summary>Whether the run may start.</summary>
    public required AdmissionDecision Decision { get; init; }

    /// <summary>Why.</summary>
    public required AdmissionReason Reason { get; init; }

    /// <summary>The id of the stage that decided; null when none did.</summary>
    public string? StageId { get; init; }

    /// <summary>The model to use; with <see cref="AdmissionDecision.Fallback"/> alone.</summary>
    public string? Model { get; init; }

    /// <summary>When asking again makes sense, in seconds from now: after a throttle's wait, after the first reservation ends, after the reset. Null: waiting does not help.</summary>
    public long? RetryAfterSeconds { get; init; }

    /// <summary>Available minus open reservations, at least 0; null when the seat is not known or has no figures.</summary>
    public Nanodollars? Balance { get; init; }

    /// <summary>Drawn share of the allocation in millionths, rounded down; null without an allocation.</summary>
    public long? ShareConsumed { get; init; }

    /// <summary>When the next cycle begins, Unix milliseconds UTC; null when unknown.</summary>
    public long? ResetMs { get; init; }

    /// <summary>Whether some or all of the run will be overage, whatever a stage says on top of it.</summary>
    public bool IsOverage { get; init; }

    /// <summary>In shadow mode what it would have been; else null.</summary>
    public AdmissionAnswer? Would { get; init; }

    /// <summary>Whether the run may start now: anything but a throttle and a deny.</summary>
    public bool MayStart => Decision < AdmissionDecision.Throttle;
}
