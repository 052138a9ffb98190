using System.Collections.Immutable;
using Dashboard.Credits.Money;
using Dashboard.Credits.Reconciliation;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;

namespace Dashboard.Web.Features.Reconciliation;

/// <summary>A reconciliation, finished.</summary>
public sealed record ReconciliationView
{
    /// <summary>As decided.</summary>
    public required Organisation Organisation { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>What there is to compare with.</summary>
    public required IReadOnlyList<ReconciliationSide> Sides { get; init; }

    /// <summary>What is compared with.</summary>
    public required ReconciliationSide Side { get; init; }

    /// <summary>The days of the filter, the newest first.</summary>
    public required IReadOnlyList<ReconciledDay> Days { get; init; }

    /// <summary>How many of the days and seats of the filter say the same; they are not in <see cref="Days"/> unless all are asked for.</summary>
    public required int Agreeing { get; init; }

    /// <summary>Usage of all days and seats of the filter.</summary>
    public required Nanodollars Usage { get; init; }

    /// <summary>The other side's amount.</summary>
    public required Nanodollars Report { get; init; }

    /// <summary>Whether the other side tells of any of the days.</summary>
    public required bool IsReported { get; init; }

    /// <summary>The reasons of the difference; they add up to <see cref="Report"/> less <see cref="Usage"/>.</summary>
    public required ImmutableArray<DifferencePart> Parts { get; init; }

    /// <summary>Days that the vendor may still restate.</summary>
    public required int Provisional { get; init; }

    /// <summary>Readings of consoles beside the ledger, the newest first.</summary>
    public required IReadOnlyList<BalanceCheck> Readings { get; init; }

    /// <summary>Today.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The organisation's zone.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>As of when.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Newest usage.</summary>
    public required DateTimeOffset? NewestEvent { get; init; }

    /// <summary>Report less usage.</summary>
    public Nanodollars Difference => Report - Usage;
}
