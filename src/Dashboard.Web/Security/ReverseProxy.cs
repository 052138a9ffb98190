using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.HttpOverrides;

namespace Dashboard.Web.Security;

/// <summary>
/// What a reverse proxy may say: the address and scheme of its caller (<c>Dashboard:Proxies</c>), and, when the operator wants it, who the
/// caller is (<c>Dashboard:SignIn:TrustedHeader</c>). Both only from the addresses listed there; from anybody else the headers are nothing.
/// </summary>
internal static class ReverseProxy
{
    private const string ProxiesKey = "Dashboard:Proxies";
    private const string HeaderKey = "Dashboard:SignIn:TrustedHeader:Header";
    private const string HeaderProxiesKey = "Dashboard:SignIn:TrustedHeader:Proxies";
    private const int LongestEmail = 254;
    private static readonly object PeerKey = new();

    /// <summary>First of all: everything after it sees the caller's address. The peer itself is kept for <see cref="UseTrustedHeader"/>.</summary>
    public static void UseProxies(this WebApplication app)
    {
        var proxies = Peers.Read(app.Configuration, ProxiesKey);
        app.Use((context, next) =>
        {
            context.Items[PeerKey] = context.Connection.RemoteIpAddress;
            return next(context);
        });
        if (proxies.Networks.Length == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        proxies.Networks.ToList().ForEach(options.KnownIPNetworks.Add);
        app.UseForwardedHeaders(options);
    }

    /// <summary>After authentication: whom the proxy names is signed in, in the place of whoever the cookie names.</summary>
    public static void UseTrustedHeader(this WebApplication app)
    {
        if (app.Configuration[HeaderKey] is not { Length: > 0 } header)
        {
            return;
        }

        var proxies = Peers.Read(app.Configuration, HeaderProxiesKey);
        if (proxies.Networks.Length == 0)
        {
            throw new OptionsException($"{HeaderProxiesKey} is missing: say from which addresses the header {header} is believed.");
        }

        app.Use(async (context, next) =>
        {
            if (proxies.Has(context.Items[PeerKey] as IPAddress) && !HostSetup.IsForPrograms(context) && context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null
                && context.Request.Headers[header] is [{ Length: > 0 and <= LongestEmail } email])
            {
                await SignInAsync(context, email.Trim());
            }

            await next(context);
        });
    }

    private static async Task SignInAsync(HttpContext context, string email)
    {
        if (string.Equals(context.User.Identity?.Name, email, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var signIn = context.RequestServices.GetRequiredService<PeopleSignIn>();
        if (await signIn.UserManager.FindByEmailAsync(email) is not { } account || await signIn.UserManager.IsLockedOutAsync(account))
        {
            // The proxy says that this is somebody else than the cookie does, and we do not let that somebody in.
            context.User = new();
            return;
        }

        signIn.How = "Reverse proxy";
        context.User = await signIn.SignInHereAsync(account);
    }
}
