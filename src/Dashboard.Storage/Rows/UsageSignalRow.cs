namespace Dashboard.Storage.Rows;

/// <summary>One refusal of the vendor that says something about credit. Whose it is follows from the e-mail, or from the source, when it is read.</summary>
public sealed class UsageSignalRow
{
    /// <summary>Of what tells it from others: sent again it is the same row.</summary>
    public long Id { get; init; }

    public int SourceId { get; init; }

    public long AtMs { get; init; }

    /// <summary>In lower case; null when nobody states one.</summary>
    public string? SeatEmail { get; init; }

    public string? Model { get; init; }

    /// <summary><see cref="Credits.Usage.SignalKind"/>.</summary>
    public int Kind { get; init; }

    public int? Status { get; init; }
}
