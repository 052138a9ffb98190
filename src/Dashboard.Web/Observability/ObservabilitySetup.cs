using Dashboard.Web.Features.Health;
using Dashboard.Web.Security;

namespace Dashboard.Web.Observability;

/// <summary>The product's own measurements and where they are read.</summary>
internal static class ObservabilitySetup
{
    public static void AddObservability(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MetricsCollector>();
        builder.Services.AddSingleton<HealthReader>();
        builder.Services.AddHostedService(services => services.GetRequiredService<MetricsCollector>());
    }

    /// <summary><c>/metrics</c>, with an API key.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", (MetricsCollector metrics) => Results.Text(metrics.ToText(), "text/plain; version=0.0.4"))
            .RequireAuthorization(Policies.Read)
            .AddEndpointFilter(routes.ServiceProvider.GetRequiredService<ApiKeyRate>());
}
