namespace Dashboard.Web.Features.Overage;

/// <summary>Registers overage, its requests and limits.</summary>
internal static class OverageSetup
{
    public static void AddOverage(this WebApplicationBuilder builder) => builder.Services.AddSingleton<OverageDesk>().AddSingleton<RequestsDesk>();
}
