using Dashboard.Credits.Admission;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Gate;

/// <summary>What the gate answers to a seat now, finished to be drawn.</summary>
internal sealed record GateView
{
    public required AdmissionDecision Decision { get; init; }

    /// <summary>In shadow mode what it would be, in a sentence; else null.</summary>
    public required string? Would { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string Why { get; init; }

    /// <summary>The reason code that programs get.</summary>
    public required string Reason { get; init; }

    public required IReadOnlyList<KeyValue> Rows { get; init; }

    /// <summary>What is held of the seat, oldest first.</summary>
    public required IReadOnlyList<GateHoldLine> Reservations { get; init; }

    /// <summary>Whether the reader may give them free.</summary>
    public required bool MayRelease { get; init; }

    /// <summary>How the decision is drawn.</summary>
    public StateKind Kind => Decision switch
    {
        AdmissionDecision.Allow => StateKind.Good,
        AdmissionDecision.AllowOverage => StateKind.OverageOn,
        AdmissionDecision.Warn or AdmissionDecision.Fallback => StateKind.AtRisk,
        AdmissionDecision.Throttle => StateKind.Paused,
        AdmissionDecision.Deny => StateKind.Exhausted,
    };
}
