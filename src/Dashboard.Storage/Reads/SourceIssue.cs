namespace Dashboard.Storage.Reads;

/// <summary>Something in the input that needs a look.</summary>
/// <param name="Id">Grows with time.</param>
/// <param name="SourceId">The source that brought it.</param>
/// <param name="Place">The file's name, or the record; may be empty.</param>
/// <param name="Line">Its line; null for none.</param>
/// <param name="Reason">What is wrong, in a plain sentence.</param>
/// <param name="ReceivedAtMs">When it came, Unix milliseconds UTC.</param>
public sealed record SourceIssue(long Id, int SourceId, string Place, long? Line, string Reason, long ReceivedAtMs);
