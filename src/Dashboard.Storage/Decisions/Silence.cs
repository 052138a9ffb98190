namespace Dashboard.Storage.Decisions;

/// <summary>A silence as decided; what it covers is <see cref="SilenceSet"/>.</summary>
/// <param name="Id">Sequence of its decision.</param>
/// <param name="Of">What it covers.</param>
/// <param name="FromMs">Begin, Unix milliseconds UTC.</param>
/// <param name="EndMs">End, excluded: the one decided, or the instant at which somebody ended it.</param>
/// <param name="By">Who decided.</param>
/// <param name="Reason">Why.</param>
public sealed record Silence(long Id, SilenceSet Of, long FromMs, long EndMs, string By, string Reason)
{
    /// <summary>Whether it covers a stage of an account at an instant.</summary>
    /// <param name="seatId">The seat; 0: the shared account.</param>
    /// <param name="team">The seat's team at that instant.</param>
    /// <param name="stageId">The stage.</param>
    /// <param name="atMs">The instant, Unix milliseconds UTC.</param>
    public bool Covers(int seatId, string? team, string stageId, long atMs) =>
        FromMs <= atMs && atMs < EndMs
        && (Of.SeatId is null || Of.SeatId == seatId)
        && (Of.Team is null || Of.Team == team)
        && (Of.StageId is null || Of.StageId == stageId);
}
