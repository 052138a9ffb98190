using Microsoft.AspNetCore.Routing.Template;

namespace Dashboard.Web.Security;

/// <summary>The REST API. Features add their endpoints to the group; every one needs an API key and answers errors as problem details.</summary>
public static class ApiRoutes
{
    /// <summary>The group <c>/api/v1</c>. An address that is not there is 404 for callers with a key, and 405 when it is there for another method; all others get 401.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapFallback("/api/{**rest}", Elsewhere).RequireAuthorization(Policies.ApiKey);
        var api = routes.MapGroup("/api/v1").RequireAuthorization(Policies.ApiKey).DisableAntiforgery();
        api.AddEndpointFilter(routes.ServiceProvider.GetRequiredService<ApiKeyRate>());
        return api;
    }

    /// <summary>The fallback takes every method, so routing itself never says that only the method is wrong.</summary>
    private static IResult Elsewhere(HttpContext context, EndpointDataSource endpoints)
    {
        var allowed = endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true && e.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods.Count: > 0 } && new TemplateMatcher(new RouteTemplate(e.RoutePattern), []).TryMatch(context.Request.Path, []))
            .SelectMany(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (allowed.Count == 0)
        {
            return Results.Problem(statusCode: StatusCodes.Status404NotFound);
        }

        context.Response.Headers.Allow = string.Join(", ", allowed);
        return Results.Problem($"This address takes {string.Join(" or ", allowed)}.", statusCode: StatusCodes.Status405MethodNotAllowed);
    }
}
