using Dashboard.Storage.Rows;

namespace Dashboard.Web.Security;

/// <summary>
/// What an API key must be allowed. Without one of these, a <see cref="Right"/> or <c>AllowAnonymous</c>, a signed-in person is required: that is
/// the fallback for every page and endpoint.
/// </summary>
public static class Policies
{
    /// <summary>Any API key in <c>Authorization: Bearer</c>. Answers 401 with problem details, never a redirect.</summary>
    public const string ApiKey = "api-key";

    /// <summary>A key that may send usage.</summary>
    public const string Ingest = "api-key:" + nameof(ApiKeyScopes.Ingest);

    /// <summary>A key that may read figures.</summary>
    public const string Read = "api-key:" + nameof(ApiKeyScopes.Read);

    /// <summary>A key that may ask whether a seat may run now, and hold amounts.</summary>
    public const string Gate = "api-key:" + nameof(ApiKeyScopes.Gate);

    /// <summary>A key that may do everything.</summary>
    public const string Admin = "api-key:" + nameof(ApiKeyScopes.Admin);
}
