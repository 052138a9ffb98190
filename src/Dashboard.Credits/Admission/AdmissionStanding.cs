using System.Collections.Immutable;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;

namespace Dashboard.Credits.Admission;

/// <summary>Everything the gate looks at: where a seat and the credit account it draws from stand at one instant.</summary>
public sealed record AdmissionStanding
{
    /// <summary>What the ledger does in the running cycle. Off and history: nothing is held against anybody.</summary>
    public required CycleKind Kind { get; init; }

    /// <summary>How much is known. Without figures only <see cref="Kind"/> and <see cref="FailsOpen"/> matter.</summary>
    public required AdmissionKnowledge Knowledge { get; init; }

    /// <summary>What to answer where it cannot be known: true allows, false denies. The organisation's decision.</summary>
    public required bool FailsOpen { get; init; }

    /// <summary>Where the account stands with credit: granted, unclaimed, not eligible, inactive.</summary>
    public SeatCycleState State { get; init; } = SeatCycleState.Granted;

    /// <summary>Granted to the account in this cycle.</summary>
    public Nanodollars Allocation { get; init; }

    /// <summary>Drawn from it so far.</summary>
    public Nanodollars Consumed { get; init; }

    /// <summary>Left of it by the ledger; reservations are not taken off.</summary>
    public Nanodollars Available { get; init; }

    /// <summary>What reservations hold of the account, at least 0.</summary>
    public Nanodollars Held { get; init; }

    /// <summary>How much of <see cref="Held"/> this seat holds; in a seat's own account all of it.</summary>
    public Nanodollars HeldBySeat { get; init; }

    /// <summary>When the first of these reservations ends by itself, Unix milliseconds UTC; null without any.</summary>
    public long? HeldUntilMs { get; init; }

    /// <summary>Whether overage is on for the seat now.</summary>
    public bool OverageOn { get; init; }

    /// <summary>How much more overage the seat may cause in this cycle; without a cap <see cref="long.MaxValue"/>.</summary>
    public Nanodollars OverageRemaining { get; init; }

    /// <summary>The stages of the runbook that the account has entered and not left, as the runbook stands now. That of the kind exhausted is not looked at: whether credit is left says the ledger.</summary>
    public ImmutableArray<RunbookStage> Entered { get; init; } = [];

    /// <summary>The runbook's stage for credit that is gone; null: it has none.</summary>
    public RunbookStage? Exhausted { get; init; }

    /// <summary>When the next cycle begins with its own grant, Unix milliseconds UTC; null when unknown.</summary>
    public long? ResetMs { get; init; }
}
