namespace Dashboard.Web.Webhooks;

/// <summary>How an address may be reached by a webhook.</summary>
internal enum WebhookReachKind
{
    /// <summary>On the Internet.</summary>
    Public,

    /// <summary>On this machine or in the house's own network: only where the target allows it.</summary>
    Private,

    /// <summary>Never, whatever the target allows.</summary>
    Never,
}
