namespace Dashboard.Web.Features.Gate;

/// <summary>Registers the gate.</summary>
internal static class GateSetup
{
    public static void AddGate(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<GateWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<GateWatch>());
        builder.Services.AddSingleton<GateDesk>();
    }
}
