namespace Dashboard.Storage.Rows;

/// <summary>An account whose figures changed and whose stages are not decided yet. Written in the transaction that derives the figures, deleted in the one that decides, so no crash loses it.</summary>
public sealed class RunbookDueRow
{
    /// <summary>The seat's id; 0 is the shared account.</summary>
    public int AccountId { get; init; }
}
