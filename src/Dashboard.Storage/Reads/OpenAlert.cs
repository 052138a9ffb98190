namespace Dashboard.Storage.Reads;

/// <summary>An account with stages that it entered in its running cycle, has not left, and that nobody acknowledged.</summary>
/// <param name="Stages">Those stages, the most urgent first; at least one.</param>
public sealed record OpenAlert(IReadOnlyList<CrossingLine> Stages)
{
    /// <summary>The most urgent one.</summary>
    public CrossingLine Top => Stages[0];
}
