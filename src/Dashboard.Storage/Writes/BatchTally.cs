namespace Dashboard.Storage.Writes;

/// <summary>Counts for one caller while its batch is written.</summary>
internal sealed class BatchTally
{
    public int Accepted { get; set; }

    public int Updated { get; set; }

    public int Duplicate { get; set; }

    public int Superseded { get; set; }

    public List<Rejection> Rejected { get; } = [];

    /// <summary>Events of this batch that belong to another seat already.</summary>
    public int OfAnotherSeat { get; set; }

    /// <summary>Of an import: known requests whose cost the file states otherwise.</summary>
    public OtherCosts OtherCosts { get; set; } = OtherCosts.None;

    public WriteOutcome ToOutcome() => new(Accepted, Updated, Duplicate, Superseded, [.. Rejected]) { OtherCosts = OtherCosts };
}
