namespace Dashboard.Storage.Reads;

/// <summary>What a source has brought so far.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="LastReceivedMs">When something came last, Unix milliseconds UTC; null: never.</param>
/// <param name="Accepted">New events, and results that post something.</param>
/// <param name="Updated">Observations that improved a known event.</param>
/// <param name="Duplicate">Nothing new.</param>
/// <param name="Superseded">Kept as evidence; they post nothing.</param>
/// <param name="Rejected">Records the database refused.</param>
/// <param name="Issues">Listed issues; the oldest of very many are dropped.</param>
public sealed record SourceTotals(
    int SourceId, long? LastReceivedMs, long Accepted, long Updated, long Duplicate, long Superseded, long Rejected, long Issues)
{
    /// <summary>Everything that was read.</summary>
    public long Read => Accepted + Updated + Duplicate + Superseded + Rejected;
}
