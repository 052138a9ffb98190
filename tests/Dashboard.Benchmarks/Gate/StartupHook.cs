using System.Runtime.Loader;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

[assembly: HostingStartup(typeof(NothingEndpoint))]

#pragma warning disable CA1050 // The runtime looks for this name without a namespace.

/// <summary>Runs inside the real server before its first line (<c>DOTNET_STARTUP_HOOKS</c>), so that it finds <see cref="NothingEndpoint"/>.</summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        var own = typeof(StartupHook).Assembly;
        AssemblyLoadContext.Default.Resolving += (_, name) => name.Name == own.GetName().Name ? own : null;
    }
}

/// <summary>Adds <c>GET /api/v1/nothing</c> to the real server: 204 behind the same key check and rate limiter as the gate, the yardstick of the gate.</summary>
internal sealed class NothingEndpoint : IHostingStartup, IStartupFilter
{
    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services => services.AddSingleton<IStartupFilter>(this));

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        // The application puts itself here while it is configured, and takes itself out afterwards.
        var seen = new Seen(app.Properties);
        next(new Watched(app, seen));
        var routes = (IEndpointRouteBuilder)seen.Routes!;
        var limiter = Type.GetType("Dashboard.Web.Security.ApiKeyRate, Dashboard.Web", throwOnError: true)!;
        routes.MapGroup("/api/v1").RequireAuthorization("api-key").DisableAntiforgery()
            .AddEndpointFilter((IEndpointFilter)app.ApplicationServices.GetRequiredService(limiter))
            .MapGroup("/nothing").RequireAuthorization("api-key:Gate")
            .MapGet("", () => Results.NoContent());
    };

    private sealed class Seen(IDictionary<string, object?> properties) : Dictionary<string, object?>(properties), IDictionary<string, object?>
    {
        public object? Routes { get; private set; }

        void IDictionary<string, object?>.Add(string key, object? value)
        {
            Routes = key == "__GlobalEndpointRouteBuilder" ? value : Routes;
            Add(key, value);
        }
    }

    private sealed class Watched(IApplicationBuilder app, Seen properties) : IApplicationBuilder
    {
        public IServiceProvider ApplicationServices
        {
            get => app.ApplicationServices;
            set => app.ApplicationServices = value;
        }

        public IFeatureCollection ServerFeatures => app.ServerFeatures;

        public IDictionary<string, object?> Properties => properties;

        public RequestDelegate Build() => app.Build();

        public IApplicationBuilder New() => app.New();

        public IApplicationBuilder Use(Func<RequestDelegate, RequestDelegate> middleware)
        {
            app.Use(middleware);
            return this;
        }
    }
}
