using Dashboard.Credits.Money;
using Dashboard.Credits.Runbook;

namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>A decision that would have been made.</summary>
public sealed record DryRunCrossing
{
    /// <summary>When, Unix milliseconds UTC.</summary>
    public required long AtMs { get; init; }

    /// <summary>The seat; 0: the shared account.</summary>
    public required int SeatId { get; init; }

    public required string Name { get; init; }

    public required string Email { get; init; }

    public string? Team { get; init; }

    /// <summary>First day of the cycle.</summary>
    public required DateOnly CycleStart { get; init; }

    public required Stage Stage { get; init; }

    public required int Crossing { get; init; }

    public required StageMove Move { get; init; }

    public required bool IsShadow { get; init; }

    /// <summary>Whose runbook.</summary>
    public required string Scope { get; init; }

    public required Nanodollars Allocated { get; init; }

    public required Nanodollars Consumed { get; init; }

    public double? ExhaustionProbability { get; init; }

    /// <summary>A silence kept its messages back.</summary>
    public required bool IsSilenced { get; init; }

    /// <summary>The cap that would have been asked for; null: nothing was asked.</summary>
    public Nanodollars? AskedOverage { get; init; }
}
