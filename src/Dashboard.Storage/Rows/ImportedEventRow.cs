namespace Dashboard.Storage.Rows;

/// <summary>An event that an import touched, as it was before the first import that did.</summary>
public sealed class ImportedEventRow
{
    public long EventId { get; init; }

    /// <summary>Events whose observations met since: they are given back together.</summary>
    public long Cluster { get; init; }

    /// <summary>The row as numbers; null when the event was not there.</summary>
    public string? Image { get; init; }

    /// <summary>Its evidence as JSON; null when it had none.</summary>
    public string? Evidence { get; init; }
}
