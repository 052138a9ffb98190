namespace Dashboard.Credits.Runbook;

/// <summary>
/// Where one stage of one account stands in a cycle. <paramref name="Crossings"/> counts every decision so far, so odd means
/// entered and even means armed. A stage without a state has never been crossed in this cycle.
/// </summary>
public readonly record struct StageState(string StageId, int Crossings)
{
    /// <summary>Whether the stage is entered and has not recovered.</summary>
    public bool IsEntered => Crossings % 2 == 1;
}
