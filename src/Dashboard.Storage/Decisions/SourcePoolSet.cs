using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Decisions;

/// <summary>The pool of a source's usage that no rule decides, from the decision's instant on.</summary>
public sealed record SourcePoolSet(int SourceId, Pool Pool) : SourceDecision(SourceId);
