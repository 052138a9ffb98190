namespace Dashboard.Storage.Decisions;

/// <summary>How long usage may stay away, and evaluation may not succeed, before the dead man speaks and alerts about seats are held back.</summary>
/// <param name="IngestHours">Hours without a successful ingest, 1 to 744; null: never.</param>
/// <param name="EvaluationMinutes">Minutes without a successful evaluation, 5 to 1440.</param>
public sealed record DeadManSet(int? IngestHours, int EvaluationMinutes) : RunbookDecision
{
    /// <summary>What holds before anybody decides: three days, so that a weekend is no alarm, and a quarter of an hour.</summary>
    public static DeadManSet Default { get; } = new(72, 15);
}
