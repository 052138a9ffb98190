namespace Dashboard.Web.Deliveries;

/// <summary>What a run of the delivery did.</summary>
/// <param name="MailsSent">Mails that the server took.</param>
/// <param name="WebhooksSent">Webhooks that their receivers took.</param>
/// <param name="Later">Attempts that failed and are made again.</param>
/// <param name="GivenUp">Deliveries that are not tried again by themselves.</param>
public sealed record DeliveryTally(int MailsSent, int WebhooksSent, int Later, int GivenUp)
{
    /// <summary>Nothing was due.</summary>
    public static DeliveryTally None { get; } = new(0, 0, 0, 0);

    /// <summary>Two together.</summary>
    public static DeliveryTally operator +(DeliveryTally one, DeliveryTally other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new(one.MailsSent + other.MailsSent, one.WebhooksSent + other.WebhooksSent, one.Later + other.Later, one.GivenUp + other.GivenUp);
    }

    /// <summary>The same by name, for languages without operators.</summary>
    public static DeliveryTally Add(DeliveryTally left, DeliveryTally right) => left + right;
}
