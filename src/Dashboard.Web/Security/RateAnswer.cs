using System.Globalization;
using System.Threading.RateLimiting;

namespace Dashboard.Web.Security;

/// <summary>What is told to who asks too often.</summary>
internal static class RateAnswer
{
    /// <summary>When the next one is let through.</summary>
    public static TimeSpan WaitOf(RateLimitLease lease) => lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);

    /// <summary>Writes status 429 and <c>Retry-After</c>; returns the seconds.</summary>
    public static string Set(HttpResponse response, TimeSpan wait)
    {
        var seconds = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = seconds;
        return seconds;
    }

    /// <summary>The same with a sentence for a person.</summary>
    public static async Task WriteAsync(HttpResponse response, TimeSpan wait, CancellationToken cancellationToken)
    {
        var seconds = Set(response, wait);
        response.ContentType = "text/plain; charset=utf-8";
        await response.WriteAsync($"Too many attempts. Try again in {seconds} {(seconds == "1" ? "second" : "seconds")}.", cancellationToken);
    }
}
