namespace Dashboard.Web.Webhooks;

/// <summary>For whom a webhook's body is written. The numbers are stored; never renumber.</summary>
public enum WebhookFormat
{
    /// <summary>All figures as JSON, for programs.</summary>
    Generic = 0,

    /// <summary>A message for an incoming webhook of Slack.</summary>
    Slack = 1,

    /// <summary>An adaptive card for a workflow of Microsoft Teams.</summary>
    Teams = 2,
}
