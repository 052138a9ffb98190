namespace Dashboard.Web.Security;

/// <summary>
/// Who may call an endpoint. Without one of these (and without <c>AllowAnonymous</c>) a signed-in person is required: that is
/// the fallback for every page and endpoint.
/// </summary>
public static class Policies
{
    /// <summary>An API key in <c>Authorization: Bearer</c>. Answers 401 with problem details, never a redirect.</summary>
    public const string ApiKey = "api-key";
}
