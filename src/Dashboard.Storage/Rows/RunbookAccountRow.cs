namespace Dashboard.Storage.Rows;

/// <summary>Under which stages an account was last evaluated: a stage that is not among them is new to it, and is seeded.</summary>
public sealed class RunbookAccountRow
{
    public int AccountId { get; init; }

    /// <summary>First local day of the cycle, days since 1970-01-01.</summary>
    public int CycleStart { get; init; }

    /// <summary>Ids of the stages, separated by spaces.</summary>
    public required string Stages { get; init; }
}
