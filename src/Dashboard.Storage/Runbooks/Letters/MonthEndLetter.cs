using System.Collections.Immutable;
using Dashboard.Credits.Money;

namespace Dashboard.Storage.Runbooks.Letters;

/// <summary>The month that ended: the monthly ledger by team at that instant.</summary>
public sealed record MonthEndLetter : Letter
{
    public const string KindName = "month-end";

    public override string Kind => KindName;

    /// <summary>The first day of the month. The ledger has the cycles that start in it.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>First day after the last of these cycles.</summary>
    public required DateOnly CyclesEnd { get; init; }

    /// <summary>Where the month stands: <c>closing</c>, <c>past, not closed</c>.</summary>
    public required string State { get; init; }

    /// <summary>The programme and its mode at the month's start.</summary>
    public required string Programme { get; init; }

    /// <summary>The organisation.</summary>
    public required MonthEndLine Total { get; init; }

    /// <summary>Of it, overage of shadow cycles, which owe nothing.</summary>
    public required Nanodollars ShadowOverage { get; init; }

    /// <summary>Teams in order; what no seat has stands last. Amounts are whole cents that add up to the rounded total.</summary>
    public required ImmutableArray<MonthEndLine> Lines { get; init; }

    /// <summary>Usage without a seat.</summary>
    public required Nanodollars Unassigned { get; init; }

    /// <summary>Usage of unknown pool.</summary>
    public required Nanodollars Unknown { get; init; }

    /// <summary>Events without a price.</summary>
    public required long UnpricedEvents { get; init; }
}
