using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Seats;

/// <summary>What taking the last import of seats back would do, or why it cannot be.</summary>
/// <param name="Import">The import; null: there is none, or it was undone.</param>
/// <param name="Rows">What changes, seat by seat: from what holds to what held before.</param>
/// <param name="Kept">E-mails of seats that it added and that have usage since: they stay.</param>
/// <param name="Problem">Why it cannot be undone; null when it can.</param>
/// <param name="Decisions">The decisions in order, the mark first.</param>
public sealed record SeatUndo(SeatsImport? Import, IReadOnlyList<SeatPlanRow> Rows, IReadOnlyList<string> Kept, string? Problem, IReadOnlyList<NewDecision> Decisions)
{
    /// <summary>Nothing to undo.</summary>
    public static SeatUndo None { get; } = new(null, [], [], "There is no import to undo.", []);
}
