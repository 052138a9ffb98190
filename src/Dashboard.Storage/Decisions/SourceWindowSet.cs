namespace Dashboard.Storage.Decisions;

/// <summary>How long a source may be silent, from the decision's instant on.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="Hours">1 to <see cref="SourceWindow.MostHours"/>; null: silence means nothing.</param>
public sealed record SourceWindowSet(int SourceId, int? Hours) : SourceDecision(SourceId);
