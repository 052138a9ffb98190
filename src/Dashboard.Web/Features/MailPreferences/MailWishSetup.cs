using System.Threading.RateLimiting;
using Dashboard.Storage.Runbooks;
using Dashboard.Web.Mail;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Web.Features.MailPreferences;

/// <summary>
/// The page of a person's mails, and the links in mails that turn a kind off. A mail program may follow a link to look what is there, so only a
/// POST changes anything; it needs no cookie and no form token, because the token in the address is what is asked for (RFC 8058).
/// </summary>
internal static class MailWishSetup
{
    private const string Limit = "mail-links";
    private const int RequestsPerMinute = 60;

    public static void AddMailPreferences(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MailWishDesk>();
        builder.Services.AddRateLimiter(limiter => limiter.AddPolicy(Limit, context => RateLimitPartition.GetFixedWindowLimiter(
            ClientAddress.Group(context), _ => new() { PermitLimit = RequestsPerMinute, Window = TimeSpan.FromMinutes(1) })));
    }

    public static void MapMailPreferences(this IEndpointRouteBuilder routes)
    {
        var links = routes.MapGroup("/" + UnsubscribeLinks.Path).AllowAnonymous().RequireRateLimiting(Limit).AddEndpointFilter(async (context, next) =>
        {
            var headers = context.HttpContext.Response.Headers;
            headers["Referrer-Policy"] = "no-referrer";
            headers["X-Robots-Tag"] = "noindex, nofollow, noarchive";
            return await next(context);
        });
        links.MapGet("", async (string? t, HttpContext context, MailWishDesk desk, CancellationToken cancellationToken) => await ShowAsync(t, false, context, desk, cancellationToken));
        links.MapPost("", async (string? t, string? on, HttpContext context, MailWishDesk desk, CancellationToken cancellationToken) =>
            await ShowAsync(t, await desk.TurnAsync(t, isOff: on is null, Address(context), cancellationToken), context, desk, cancellationToken));
    }

    private static async Task<RazorComponentResult<UnsubscribeDocument>> ShowAsync(string? token, bool isDone, HttpContext context, MailWishDesk desk, CancellationToken cancellationToken)
    {
        var found = await desk.FindAsync(token, cancellationToken);
        return new RazorComponentResult<UnsubscribeDocument>(new Dictionary<string, object?>
        {
            [nameof(UnsubscribeDocument.Theme)] = context.Request.Cookies["drawdown-theme"] == "dark" ? "dark" : "light",
            [nameof(UnsubscribeDocument.Kind)] = found is { } some ? some.Kind : (MailKind?)null,
            [nameof(UnsubscribeDocument.IsOff)] = found?.IsOff ?? false,
            [nameof(UnsubscribeDocument.IsDone)] = isDone,
            [nameof(UnsubscribeDocument.Token)] = token ?? "",
        })
        {
            StatusCode = found is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK,
            PreventStreamingRendering = true,
        };
    }

    private static string? Address(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : null;
}
