namespace Dashboard.Storage.Rows;

/// <summary>One delivery: a mail to one recipient or a call of one webhook. Written with the decision it tells of; sending is another step.</summary>
public sealed class OutboxRow
{
    public long Id { get; init; }

    /// <summary>What makes it one: the same key is never written twice.</summary>
    public required string Key { get; init; }

    /// <summary><see cref="Runbooks.DeliveryChannel"/>.</summary>
    public int Channel { get; init; }

    /// <summary>The kind of letter, as <see cref="Runbooks.Letters.Letter"/> names it.</summary>
    public required string Kind { get; init; }

    /// <summary>An e-mail address, or the name of a webhook target.</summary>
    public required string Recipient { get; init; }

    /// <summary>What it tells, as JSON; null once it was pruned.</summary>
    public string? Payload { get; init; }

    /// <summary>The Message-ID without angle brackets, the same for every attempt.</summary>
    public required string MessageId { get; init; }

    public long CreatedAtMs { get; init; }

    /// <summary>The next attempt is due; no earlier.</summary>
    public long DueAtMs { get; init; }

    public int Attempts { get; init; }

    /// <summary><see cref="Runbooks.DeliveryState"/>.</summary>
    public int State { get; init; }

    public string? LeasedBy { get; init; }

    /// <summary>Until when the node that sends it has it for itself.</summary>
    public long? LeasedUntilMs { get; init; }

    public long? EndedAtMs { get; init; }

    /// <summary>What the other side said last.</summary>
    public string? Answer { get; init; }
}
