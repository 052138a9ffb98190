namespace Dashboard.Storage.Runbooks.DryRuns;

/// <summary>What a runbook would have done in a cycle.</summary>
/// <param name="Accounts">Accounts that have this cycle.</param>
/// <param name="UntilMs">Until when it was gone through: the cycle's end, or now. Unix milliseconds UTC.</param>
/// <param name="Crossings">Decisions, in order.</param>
/// <param name="Messages">Mails and webhook calls, in order.</param>
/// <param name="Gates">Answers of the gate, by account and time.</param>
public sealed record DryRun(int Accounts, long UntilMs, IReadOnlyList<DryRunCrossing> Crossings, IReadOnlyList<DryRunMessage> Messages, IReadOnlyList<GateSpan> Gates)
{
    /// <summary>Usage of the cycle that arrived after its end, in events: it met no stage.</summary>
    public int CameLater { get; init; }

    /// <summary>No account has the cycle.</summary>
    public static DryRun None { get; } = new(0, 0, [], [], []);
}
