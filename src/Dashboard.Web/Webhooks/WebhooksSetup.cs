using Dashboard.Storage.Writes;

namespace Dashboard.Web.Webhooks;

/// <summary>Registers webhook targets and what calls them.</summary>
internal static class WebhooksSetup
{
    public static void AddWebhooks(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<StoredWebhookTargets>().AddSingleton<WebhookTargets>().AddSingleton(new WebhookSender());
}
