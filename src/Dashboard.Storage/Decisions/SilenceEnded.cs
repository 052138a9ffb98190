namespace Dashboard.Storage.Decisions;

/// <summary>A silence ends now, before its time.</summary>
/// <param name="SilenceId">Sequence of the <see cref="SilenceSet"/>.</param>
public sealed record SilenceEnded(long SilenceId) : RunbookDecision;
