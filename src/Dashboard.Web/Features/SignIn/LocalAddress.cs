namespace Dashboard.Web.Features.SignIn;

/// <summary>Where to go after a form: never to another host.</summary>
internal static class LocalAddress
{
    /// <summary>The path when it is one of ours (<c>/seats?team=cloud</c>), else the first page.</summary>
    public static string Of(string? path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && Uri.IsWellFormedUriString(path, UriKind.Relative) ? path : "/";
}
