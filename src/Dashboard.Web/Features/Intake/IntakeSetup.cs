using Dashboard.Cli.Import;
using Dashboard.Cli.Seats;
using Dashboard.Storage.Reads;

namespace Dashboard.Web.Features.Intake;

/// <summary>Registers the way usage comes in, for endpoints, pages and jobs alike.</summary>
internal static class IntakeSetup
{
    public static void AddIntake(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<UsageIntake>();
        builder.Services.AddSingleton<IntakeSources>();
        builder.Services.AddSingleton<SeatImport>();
        builder.Services.AddSingleton<SourceReads>();
    }
}
