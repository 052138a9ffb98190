using System.Threading.RateLimiting;
using Dashboard.Storage.Rows;
using Dashboard.Web.Security;

namespace Dashboard.Web.Telemetry;

/// <summary>Who may send how often: a key as often as was decided for it; where telemetry is open, an address.</summary>
internal sealed class TelemetryEntry(TelemetryOptions options, ApiKeyRate rate) : IDisposable
{
    /// <summary>Requests in a minute of one address without a key.</summary>
    public const int OpenPerMinute = 3_000;

    private readonly PartitionedRateLimiter<HttpContext> _open = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetFixedWindowLimiter(ClientAddress.Group(context), _ => new() { PermitLimit = OpenPerMinute, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>Who sends, or how long they have to wait; neither: they may not send at all.</summary>
    /// <param name="context">The call.</param>
    /// <param name="key">The key it came with, when it is one that may send usage.</param>
    public (TelemetryOrigin? Origin, TimeSpan? Wait) Enter(HttpContext context, ApiKeyRow? key)
    {
        if (key is not null)
        {
            return rate.Take(key) is { } wait ? (null, wait) : (TelemetryOrigin.Of(key), null);
        }

        if (!options.IsOpen)
        {
            return (null, null);
        }

        using var lease = _open.AttemptAcquire(context);
        return lease.IsAcquired ? (TelemetryOrigin.Open, null) : (null, RateAnswer.WaitOf(lease));
    }

    public void Dispose() => _open.Dispose();
}
