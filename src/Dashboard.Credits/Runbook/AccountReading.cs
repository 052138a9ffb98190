using Dashboard.Credits.Money;

namespace Dashboard.Credits.Runbook;

/// <summary>
/// What the stages look at: one credit account in its running cycle. Corrections to closed cycles are not in it.
/// </summary>
public sealed record AccountReading
{
    /// <summary>Granted in this cycle. Zero: the account has no stages.</summary>
    public required Nanodollars Allocation { get; init; }

    /// <summary>Drawn from it so far.</summary>
    public required Nanodollars Consumed { get; init; }

    /// <summary>Left of it: allocation − consumed − voided.</summary>
    public required Nanodollars Available { get; init; }

    /// <summary>P(exhaust) of the newest projection, 0 to 1; null without one.</summary>
    public double? ExhaustionProbability { get; init; }

    /// <summary>
    /// It is a seat's share of the shared account, which only stages of the kind <see cref="StageKind.Share"/> look at, and they at nothing else. Then <see cref="Consumed"/> is
    /// all that the seat used, overage and uncovered usage included, and may be more than the share: a share is no right.
    /// </summary>
    public bool IsShare { get; init; }

    /// <summary>Active days the projection rests on.</summary>
    public int ActiveDays { get; init; }
}
