namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>When a dry run knows of usage.</summary>
public enum DryRunArrival
{
    /// <summary>From when it had arrived: sources that were silent and usage that stayed away hold alerts back, as in life.</summary>
    AsItArrived,

    /// <summary>From when it happened, as if it had arrived at once: what a cycle tells that was imported afterwards.</summary>
    AtOnce,
}
