namespace Dashboard.Web.Features.FirstRun;

/// <summary>Registers what the first run needs.</summary>
internal static class FirstRunSetup
{
    public static void AddFirstRun(this WebApplicationBuilder builder) => builder.Services.AddSingleton<FirstRunCommands>();
}
