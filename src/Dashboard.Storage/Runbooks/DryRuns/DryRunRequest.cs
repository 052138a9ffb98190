using Dashboard.Credits.Runbook;
using Dashboard.Storage.Reads;

namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>Which cycle to go through again, and with which runbook.</summary>
/// <param name="CycleStart">First day of the cycle.</param>
public sealed record DryRunRequest(DateOnly CycleStart)
{
    /// <summary>Which runbook.</summary>
    public DryRunRules Rules { get; init; } = DryRunRules.AsItWas;

    /// <summary>When it knows of usage.</summary>
    public DryRunArrival Arrival { get; init; } = DryRunArrival.AsItArrived;

    /// <summary>With <see cref="DryRunRules.Edited"/>: whose it is; null: not a team's.</summary>
    public string? Team { get; init; }

    /// <summary>With <see cref="DryRunRules.Edited"/>: whose it is; null: not a seat's. Without team and seat it is the organisation's.</summary>
    public int? SeatId { get; init; }

    /// <summary>With <see cref="DryRunRules.Edited"/>: its stages; null: none of its own.</summary>
    public RunbookRules? EditedRules { get; init; }

    /// <summary>What the reader may see; null: everything, the shared account included.</summary>
    public SeatsWithin? Within { get; init; }
}
