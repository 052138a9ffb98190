namespace Dashboard.Storage.Decisions;

/// <summary>Another name of a source.</summary>
public sealed record SourceRenamed(int SourceId, string Name) : SourceDecision(SourceId);
