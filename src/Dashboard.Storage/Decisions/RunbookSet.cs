using Dashboard.Credits.Runbook;

namespace Dashboard.Storage.Decisions;

/// <summary>Another version of the runbook of the organisation, of a team or of a seat, from now on. Stages that an account has passed already are recorded as passed.</summary>
/// <param name="Team">The team; null: not a team's.</param>
/// <param name="SeatId">The seat; null: not a seat's. Without team and seat it is the organisation's.</param>
/// <param name="Rules">The stages and their actions; null: the team or seat has no runbook of its own any more, the organisation the default one.</param>
public sealed record RunbookSet(string? Team, int? SeatId, RunbookRules? Rules) : RunbookDecision;
