namespace Dashboard.Web.Security.SingleSignOn;

/// <summary>Where the provider listens.</summary>
/// <param name="Authorization">Where the browser is sent.</param>
/// <param name="Token">Where a code becomes a token.</param>
/// <param name="UserInfo">Where the token tells who it is.</param>
/// <param name="IsBasic">Whether the client's secret goes into the header instead of the form.</param>
internal sealed record SingleSignOnEndpoints(string Authorization, string Token, string UserInfo, bool IsBasic)
{
    /// <summary>Identity comes over the wire from here, so the wire is encrypted, or is inside this machine.</summary>
    public static bool IsSafe(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
