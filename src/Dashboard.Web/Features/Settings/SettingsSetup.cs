namespace Dashboard.Web.Features.Settings;

/// <summary>Registers the settings.</summary>
internal static class SettingsSetup
{
    public static void AddSettings(this WebApplicationBuilder builder) => builder.Services.AddSingleton<SettingsDesk>();
}
