namespace Dashboard.Storage.Runbooks;

/// <summary>How something is delivered. The numbers are stored; never renumber.</summary>
public enum DeliveryChannel
{
    Mail = 1,
    Webhook = 2,
}
