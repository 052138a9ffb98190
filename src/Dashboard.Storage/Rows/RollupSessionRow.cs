namespace Dashboard.Storage.Rows;

/// <summary>Requests of a session by normalised model, at list price: what the remainders of its results are computed from.</summary>
public sealed class RollupSessionRow : RollupRow
{
    public long SessionId { get; init; }

    public int ModelId { get; init; }
}
