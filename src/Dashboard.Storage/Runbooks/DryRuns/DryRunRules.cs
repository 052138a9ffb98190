namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>With which runbook a cycle is gone through again.</summary>
public enum DryRunRules
{
    /// <summary>Every version from the instant at which it was decided.</summary>
    AsItWas,

    /// <summary>Those in force now, from the begin of the cycle.</summary>
    AsItIs,

    /// <summary>Those in force now with one of them edited, from the begin of the cycle.</summary>
    Edited,
}
