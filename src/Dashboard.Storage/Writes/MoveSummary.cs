using System.Collections.Immutable;

namespace Dashboard.Storage.Writes;

/// <summary>What a decision moves, by where from and where to. Remainders that change because requests did are not listed.</summary>
/// <param name="Moves">None when nothing does.</param>
public sealed record MoveSummary(ImmutableArray<Move> Moves)
{
    /// <summary>Nothing moves.</summary>
    public static MoveSummary Nothing { get; } = new([]);

    /// <summary>All events that change.</summary>
    public int Events => Moves.Sum(m => m.Events);
}
