namespace Dashboard.Storage.Writes;

/// <summary>Something in the input that needs a look. Holds no text of the input.</summary>
/// <param name="Place">A file's name without its folders, or what the caller names.</param>
/// <param name="Line">From 1; null for the whole.</param>
/// <param name="Reason">One short sentence.</param>
public sealed record UsageIssue(string Place, long? Line, string Reason);
