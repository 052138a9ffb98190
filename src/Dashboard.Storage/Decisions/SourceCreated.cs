namespace Dashboard.Storage.Decisions;

/// <summary>A new source of usage.</summary>
/// <param name="SourceId">A negative number of the caller's choice; the stored decision has the real id.</param>
/// <param name="Name">Unique name.</param>
/// <param name="Kind">What it is, in one word: <c>upload</c>, <c>folder</c>, <c>push</c>, <c>rest</c>, <c>sample</c>.</param>
public sealed record SourceCreated(int SourceId, string Name, string Kind) : SourceDecision(SourceId);
