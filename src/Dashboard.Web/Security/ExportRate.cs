using System.Threading.RateLimiting;

namespace Dashboard.Web.Security;

/// <summary>How many files a person may fetch in a minute: each of them reads much and leaves the house.</summary>
internal sealed class ExportRate : IEndpointFilter, IDisposable
{
    public const int PerMinute = 30;

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(person =>
        RateLimitPartition.GetFixedWindowLimiter(person, _ => new() { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) }));

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        using var lease = _limiter.AttemptAcquire(context.HttpContext.User.Identity?.Name?.ToLowerInvariant() ?? "");
        if (lease.IsAcquired)
        {
            return await next(context);
        }

        await RateAnswer.WriteAsync(context.HttpContext.Response, RateAnswer.WaitOf(lease), context.HttpContext.RequestAborted);
        return Results.Empty;
    }

    public void Dispose() => _limiter.Dispose();
}
