namespace Dashboard.Storage.Rows;

/// <summary>How long things are kept that may go. One row; without it the defaults hold.</summary>
public sealed class KeepingRow
{
    /// <summary>Always 1.</summary>
    public int Id { get; init; } = 1;

    /// <summary>Days that superseded evidence is kept.</summary>
    public int EvidenceDays { get; set; } = 400;

    /// <summary>Days that issues of the input are kept.</summary>
    public int IssueDays { get; set; } = 90;

    /// <summary>Days that the history of jobs is kept.</summary>
    public int HistoryDays { get; set; } = 90;

    /// <summary>Days that the contents of delivered mails and webhooks are kept.</summary>
    public int PayloadDays { get; set; } = 30;

    /// <summary>How many backups are kept.</summary>
    public int Backups { get; set; } = 14;
}
