using Dashboard.Credits.Money;

namespace Dashboard.Storage.Runbooks.Letters;

/// <summary>One line of a month.</summary>
public sealed record MonthEndLine
{
    public required string Name { get; init; }

    public required long Seats { get; init; }

    public required Nanodollars Granted { get; init; }

    public required Nanodollars Consumed { get; init; }

    public required Nanodollars Expired { get; init; }

    public required Nanodollars Voided { get; init; }

    public required Nanodollars Available { get; init; }

    /// <summary>Enforced and shadow.</summary>
    public required Nanodollars Overage { get; init; }

    /// <summary>Of it, what is payable.</summary>
    public required Nanodollars Payable { get; init; }

    public required Nanodollars Uncovered { get; init; }
}
