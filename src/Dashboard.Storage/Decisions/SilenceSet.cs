namespace Dashboard.Storage.Decisions;

/// <summary>From now until an end, stages of these seats send nothing. They are still entered and recorded, and the gate still answers by them. The author and the reason are the decision's.</summary>
/// <param name="Team">Seats of this team; null: not by team.</param>
/// <param name="SeatId">This seat; null: not by seat. Without team and seat: every account.</param>
/// <param name="StageId">Only this stage; null: every stage.</param>
/// <param name="UntilMs">The end, excluded, Unix milliseconds UTC.</param>
public sealed record SilenceSet(string? Team, int? SeatId, string? StageId, long UntilMs) : RunbookDecision
{
    /// <summary>The longest silence, in days.</summary>
    public const int MostDays = 92;
}
