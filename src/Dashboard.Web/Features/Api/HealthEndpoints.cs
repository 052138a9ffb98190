using Dashboard.Storage;
using Dashboard.Web.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Api;

/// <summary>For load balancers and service managers; open to everyone, and telling nothing but the state.</summary>
internal static partial class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Ok(new { status = "live" })).AllowAnonymous();
        routes.MapGet("/health/ready", ReadyAsync).AllowAnonymous();
        routes.MapGet("/health/jobs", Jobs).AllowAnonymous();
    }

    /// <summary>Beside the others, so that a scheduler that does not run takes no server out of a load balancer.</summary>
    private static IResult Jobs(SchedulerState scheduler) => scheduler.IsRunning
        ? Results.Ok(new { status = "running" })
        : Results.Problem(scheduler.Problem, statusCode: StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> ReadyAsync(Database database, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        try
        {
            await using var db = database.CreateDbContext();
            await db.Database.ExecuteSqlRawAsync("SELECT id FROM organisation WHERE id = 1", cancellationToken);
            return Results.Ok(new { status = "ready" });
        }
#pragma warning disable CA1031 // Whatever the database throws, it is not ready, and the caller must be told.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.NotReady(loggers.CreateLogger("Dashboard.Web.Health"), e);
            return Results.Problem("The database does not answer.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The database does not answer")]
        public static partial void NotReady(ILogger logger, Exception e);
    }
}
