using Dashboard.Credits.Money;

namespace Dashboard.Storage.Jobs;

/// <summary>What a run did to the business, in named counts. What does not apply to a job is null.</summary>
public sealed record JobCounts
{
    /// <summary>Nothing was counted.</summary>
    public static JobCounts None { get; } = new();

    /// <summary>Rows that were read.</summary>
    public long? RowsRead { get; init; }

    /// <summary>Of those, new ones.</summary>
    public long? New { get; init; }

    /// <summary>Of those, known ones.</summary>
    public long? Duplicate { get; init; }

    /// <summary>Of those, refused ones.</summary>
    public long? Rejected { get; init; }

    /// <summary>Decisions of the runbook.</summary>
    public long? Decisions { get; init; }

    /// <summary>Mails and webhooks that went out.</summary>
    public long? MailsSent { get; init; }

    /// <summary>Credit that was granted.</summary>
    public Nanodollars? Granted { get; init; }

    /// <summary>Credit that expired.</summary>
    public Nanodollars? Expired { get; init; }

    /// <summary>Money that moved.</summary>
    public Nanodollars? Money => Granted is null && Expired is null ? null : (Granted ?? Nanodollars.Zero) + (Expired ?? Nanodollars.Zero);

    /// <summary>Whether nothing happened to the business.</summary>
    public bool IsNothing => New is null or 0 && Rejected is null or 0 && Decisions is null or 0 && MailsSent is null or 0 && Granted is null or { Value: 0 } && Expired is null or { Value: 0 };
}
