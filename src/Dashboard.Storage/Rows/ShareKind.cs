namespace Dashboard.Storage.Rows;

/// <summary>What a shared link shows. Stored as a number; never renumber.</summary>
public enum ShareKind
{
    /// <summary>The first page.</summary>
    Overview = 1,

    /// <summary>The page of one seat.</summary>
    Seat = 2,

    /// <summary>The ledger of one month.</summary>
    Ledger = 3,
}
