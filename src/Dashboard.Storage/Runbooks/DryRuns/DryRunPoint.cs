namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>An account at an instant at which its stages may have to be decided.</summary>
internal sealed record DryRunPoint(long AtMs, DueAccount Account);
