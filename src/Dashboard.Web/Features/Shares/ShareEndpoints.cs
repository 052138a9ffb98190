using System.Globalization;
using System.Text;
using System.Threading.RateLimiting;
using Dashboard.Storage.Writes;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Exports;
using Dashboard.Web.Security;
using Dashboard.Web.Sharing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Web.Features.Shares;

/// <summary>Shared links: one finished document each, without a circuit, for whoever has the link. What does not open looks alike, whatever the reason.</summary>
internal static class ShareEndpoints
{
    private const string Limit = "shared";
    private const int RequestsPerMinute = 60;

    public static void AddShares(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<StoredShareLinks>().AddSingleton<ShareLinks>();
        builder.Services.AddRateLimiter(limiter => limiter.AddPolicy(Limit, context => RateLimitPartition.GetFixedWindowLimiter(
            ClientAddress.Group(context), _ => new() { PermitLimit = RequestsPerMinute, Window = TimeSpan.FromMinutes(1) })));
    }

    public static void MapShares(this WebApplication app)
    {
        var shared = app.MapGroup("/shared").AllowAnonymous().RequireRateLimiting(Limit).AddEndpointFilter(async (context, next) =>
        {
            var headers = context.HttpContext.Response.Headers;
            headers["Referrer-Policy"] = "no-referrer";
            headers["X-Robots-Tag"] = "noindex, nofollow, noarchive";
            return await next(context);
        });
        shared.MapGet("/{token}", OpenAsync);
        shared.MapGet("/{token}/file.csv", OpenFileAsync);
    }

    private static async Task<IResult> OpenAsync(string token, string? page, HttpContext context, ShareLinks links, IEnumerable<ISharedPage> pages, CancellationToken cancellationToken)
    {
        var path = $"shared/{token}";
        if (await links.FindAsync(token, Address(context), cancellationToken) is not { } share
            || await ReadAsync(() => Of(share, pages).ReadAsync(share, path, int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null)) is not { } content
            || !await links.OpenAsync(share, cancellationToken))
        {
            return Nothing(context);
        }

        return Document(context, StatusCodes.Status200OK, new()
        {
            [nameof(SharedDocument.Title)] = content.Title,
            [nameof(SharedDocument.Facts)] = content.Facts,
            [nameof(SharedDocument.Terms)] = new SharedTerms(share.MadeBy, share.Organisation, Show.FullInstant(share.ExpiresAt, content.Zone), Show.FullInstant(content.AsOf, content.Zone)),
            [nameof(SharedDocument.FileHref)] = content.HasFile ? $"{path}/file.csv" : null,
            [nameof(SharedDocument.ChildContent)] = content.Body,
        });
    }

    private static async Task<IResult> OpenFileAsync(string token, HttpContext context, ShareLinks links, IEnumerable<ISharedPage> pages, CancellationToken cancellationToken)
    {
        if (await links.FindAsync(token, Address(context), cancellationToken) is not { } share
            || await ReadAsync(() => Of(share, pages).FileAsync(share)) is not { } file
            || !await links.OpenFileAsync(share, file.Export, cancellationToken))
        {
            return Nothing(context);
        }

        return Results.File(Encoding.UTF8.GetBytes(file.Text), Csv.ContentType, file.Name);
    }

    /// <summary>The maker may lose the right between the look at the link and the reading of its page.</summary>
    private static async Task<T?> ReadAsync<T>(Func<Task<T?>> read)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (NotAllowedException)
        {
            return null;
        }
    }

    private static ISharedPage Of(OpenedShare share, IEnumerable<ISharedPage> pages) => pages.Single(p => p.Kind == share.What.Kind);

    private static RazorComponentResult<SharedDocument> Nothing(HttpContext context) =>
        Document(context, StatusCodes.Status404NotFound, new() { [nameof(SharedDocument.Title)] = "This link does not work" });

    private static RazorComponentResult<SharedDocument> Document(HttpContext context, int status, Dictionary<string, object?> parameters)
    {
        parameters[nameof(SharedDocument.Theme)] = context.Request.Cookies["drawdown-theme"] == "dark" ? "dark" : "light";
        return new RazorComponentResult<SharedDocument>(parameters) { StatusCode = status, PreventStreamingRendering = true };
    }

    private static string? Address(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : null;
}
