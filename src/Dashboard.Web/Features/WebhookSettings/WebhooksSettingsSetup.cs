namespace Dashboard.Web.Features.WebhookSettings;

/// <summary>Registers the page of webhooks.</summary>
internal static class WebhooksSettingsSetup
{
    public static void AddWebhookSettings(this WebApplicationBuilder builder) => builder.Services.AddSingleton<WebhooksDesk>();
}
