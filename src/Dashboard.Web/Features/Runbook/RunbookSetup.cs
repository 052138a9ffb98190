namespace Dashboard.Web.Features.Runbook;

/// <summary>Registers the runbook's pages.</summary>
internal static class RunbookSetup
{
    public static void AddRunbook(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<AlertsDesk>().AddSingleton<StagesDesk>().AddSingleton<CrossingsDesk>().AddSingleton<DeadManDesk>().AddSingleton<DryRunDesk>();
}
