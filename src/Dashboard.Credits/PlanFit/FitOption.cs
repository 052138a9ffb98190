using Dashboard.Credits.Money;

namespace Dashboard.Credits.PlanFit;

/// <summary>What one way of paying would have cost a seat over the given cycles, with overage on.</summary>
public sealed record FitOption
{
    /// <summary>The plan, or null for an API key alone.</summary>
    public required string? PlanId { get; init; }

    /// <summary>The plan's name, or <c>API key</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Seat fees of all cycles; null when one of them is not known. Zero for an API key.</summary>
    public required Nanodollars? Fees { get; init; }

    /// <summary>Usage paid on top: beyond the allowance, or everything for an API key.</summary>
    public required Nanodollars Usage { get; init; }

    /// <summary>Fees + usage; null when a fee is not known.</summary>
    public Nanodollars? Total => Fees is { } fees ? fees + Usage : null;

    /// <summary>How much more than the cheapest option; zero for that one, null when the total is not known.</summary>
    public required Nanodollars? Regret { get; init; }

    /// <summary>In how many of the cycles it was the cheapest, ties included.</summary>
    public required int CheapestIn { get; init; }

    /// <summary>
    /// The usage a cycle at which it costs the same as the current plan, on the terms of the last cycle: covered usage against
    /// another plan, all usage against an API key. Null for the current plan, when a fee is not known, and when the one with the
    /// higher fee never pays.
    /// </summary>
    public required Nanodollars? BreakEven { get; init; }

    /// <summary>Whether it is the cheaper one above the break-even; else it is below.</summary>
    public required bool PaysAbove { get; init; }
}
