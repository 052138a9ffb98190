namespace Dashboard.Web.Features.Meters;

/// <summary>Registers the page of meters.</summary>
internal static class MetersSetup
{
    public static void AddMeters(this WebApplicationBuilder builder) => builder.Services.AddSingleton<MetersDesk>();
}
