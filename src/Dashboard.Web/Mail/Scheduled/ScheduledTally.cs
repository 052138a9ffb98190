namespace Dashboard.Web.Mail.Scheduled;

/// <summary>What a run put into the outbox.</summary>
/// <param name="Digests">Digests.</param>
/// <param name="Credits">Mails about credit that waits or expires.</param>
/// <param name="MonthEnds">Month-end summaries.</param>
public sealed record ScheduledTally(int Digests, int Credits, int MonthEnds)
{
    public static ScheduledTally None { get; } = new(0, 0, 0);

    public int All => Digests + Credits + MonthEnds;
}
