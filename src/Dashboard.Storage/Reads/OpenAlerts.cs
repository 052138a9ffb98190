namespace Dashboard.Storage.Reads;

/// <summary>Open alerts, the most urgent first.</summary>
/// <param name="Accounts">One row an account.</param>
/// <param name="Total">How many accounts have any; more than there are rows when they were cut off.</param>
/// <param name="Stages">How many stages those accounts entered and nobody acknowledged.</param>
public sealed record OpenAlerts(IReadOnlyList<OpenAlert> Accounts, long Total, long Stages)
{
    /// <summary>Nothing is open.</summary>
    public static OpenAlerts None { get; } = new([], 0, 0);
}
