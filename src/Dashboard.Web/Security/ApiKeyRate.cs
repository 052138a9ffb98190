using System.Threading.RateLimiting;
using Dashboard.Storage.Rows;

namespace Dashboard.Web.Security;

/// <summary>How often each key may ask in a minute. It runs after the key was recognised, so that one caller cannot use up another's share.</summary>
internal sealed class ApiKeyRate : IEndpointFilter, IDisposable
{
    private readonly PartitionedRateLimiter<ApiKeyRow> _limiter = PartitionedRateLimiter.Create<ApiKeyRow, (int Id, int RequestsPerMinute)>(key =>
        RateLimitPartition.GetFixedWindowLimiter((key.Id, key.RequestsPerMinute), of => new() { PermitLimit = of.RequestsPerMinute, Window = TimeSpan.FromMinutes(1) }));

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (context.HttpContext.Features.Get<ApiKeyRow>() is { } key && Take(key) is { } wait)
        {
            RateAnswer.Set(context.HttpContext.Response, wait);
            return Results.Problem($"This key may ask {key.RequestsPerMinute} times a minute.", statusCode: StatusCodes.Status429TooManyRequests);
        }

        return await next(context);
    }

    /// <summary>Counts one request of this key; null, or how long to wait when there were too many.</summary>
    public TimeSpan? Take(ApiKeyRow key)
    {
        using var lease = _limiter.AttemptAcquire(key);
        return lease.IsAcquired ? null : RateAnswer.WaitOf(lease);
    }

    public void Dispose() => _limiter.Dispose();
}
