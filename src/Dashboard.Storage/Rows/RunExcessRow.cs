namespace Dashboard.Storage.Rows;

/// <summary>Where the known requests of a session and model exceed its results. The requests stand; this lists the difference.</summary>
public sealed class RunExcessRow
{
    public long SessionId { get; init; }

    /// <summary>The normalised model.</summary>
    public int ModelId { get; init; }

    /// <summary>At list price.</summary>
    public long ExcessNano { get; init; }

    public long ExcessTokens { get; init; }
}
