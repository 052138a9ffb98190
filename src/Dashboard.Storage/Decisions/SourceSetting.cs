using Dashboard.Credits.Seats;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Decisions;

/// <summary>What was decided about a source.</summary>
/// <param name="Id">The stored id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is, in one word.</param>
/// <param name="Seat">Whose usage it brings over time; 0 is unassigned.</param>
/// <param name="Pool">The pool of its usage that no rule decides, over time; null: not said.</param>
public sealed record SourceSetting(int Id, string Name, string Kind, History<int> Seat, History<Pool?> Pool)
{
    /// <summary>Hours of silence after which the figures of its seats are stale, over time; null: never.</summary>
    public History<int?> Window { get; init; } = new(SourceWindow.DefaultOf(Kind));
}
