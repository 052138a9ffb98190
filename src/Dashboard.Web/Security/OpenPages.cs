using System.Collections.Concurrent;

namespace Dashboard.Web.Security;

/// <summary>How many open pages one person may have: each keeps a circuit in memory.</summary>
internal sealed class OpenPages
{
    public const int Most = 100;

    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.Ordinal);

    /// <summary>After authorization: connections of pages beyond the limit are refused; closing one makes room.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/_blazor"))
        {
            await next(context);
            return;
        }

        var person = context.User.Identity?.Name?.ToLowerInvariant() ?? "";
        try
        {
            if (_open.AddOrUpdate(person, 1, (_, open) => open + 1) > Most)
            {
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                return;
            }

            await next(context);
        }
        finally
        {
            Leave(person);
        }
    }

    private void Leave(string person)
    {
        // The last one takes the entry away, unless another came meanwhile.
        if (_open.AddOrUpdate(person, 0, (_, open) => open - 1) == 0)
        {
            _open.TryRemove(new KeyValuePair<string, int>(person, 0));
        }
    }
}
