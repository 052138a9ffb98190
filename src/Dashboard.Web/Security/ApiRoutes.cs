namespace Dashboard.Web.Security;

/// <summary>The REST API. Features add their endpoints to the group; every one needs an API key and answers errors as problem details.</summary>
public static class ApiRoutes
{
    /// <summary>The group <c>/api/v1</c>. An address that is not there is 404 for callers with a key and 401 for all others.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapFallback("/api/{**rest}", () => Results.Problem(statusCode: StatusCodes.Status404NotFound)).RequireAuthorization(Policies.ApiKey);
        var api = routes.MapGroup("/api/v1").RequireAuthorization(Policies.ApiKey).DisableAntiforgery();
        api.AddEndpointFilter(routes.ServiceProvider.GetRequiredService<ApiKeyRate>());
        return api;
    }
}
