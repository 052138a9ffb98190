namespace Dashboard.Storage.Rows;

/// <summary>One day of one credit account on which something happened. Derived.</summary>
public sealed class AccountDayRow
{
    /// <summary>The seat's id; 0 is the shared account.</summary>
    public int AccountId { get; init; }

    /// <summary>Local day, days since 1970-01-01.</summary>
    public int Day { get; init; }

    public long Granted { get; init; }

    public long Consumed { get; init; }

    public long Overage { get; init; }

    public long Uncovered { get; init; }

    public long Expired { get; init; }

    public long Voided { get; init; }

    /// <summary>Covered usage by the day's events.</summary>
    public long Covered { get; init; }

    public long Events { get; init; }

    /// <summary>What is left at the day's end.</summary>
    public long Available { get; init; }

    /// <summary>The day's end, when <see cref="State"/> is a snapshot to go on from; else null.</summary>
    public long? AtMs { get; init; }

    public byte[]? State { get; init; }
}
