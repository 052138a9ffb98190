using System.Threading.RateLimiting;

namespace Dashboard.Web.Security;

/// <summary>How often one address may come to the API without a key that holds. Calls with one are never counted here.</summary>
internal sealed class ApiAttempts : IDisposable
{
    /// <summary>Refused calls in a minute; more are told to wait.</summary>
    public const int PerMinute = 60;

    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetFixedWindowLimiter(ClientAddress.Group(context), _ => new() { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>Counts one; null, or how long to wait when there were too many.</summary>
    public TimeSpan? Count(HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire(context);
        return lease.IsAcquired ? null : RateAnswer.WaitOf(lease);
    }

    public void Dispose() => _limiter.Dispose();
}
