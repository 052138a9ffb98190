using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Dashboard.Web;

/// <summary>The address under which this server can be opened from its own machine, for links that are printed at start.</summary>
public static class ServerAddress
{
    /// <summary>The first address the started server listens on, without a slash at its end.</summary>
    public static string Of(IServer server) =>
        Readable(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "");

    /// <summary>An address for all interfaces (<c>http://[::]:5080</c>, <c>http://+:5080</c>) is none a browser can open: it becomes localhost.</summary>
    internal static string Readable(string address)
    {
        foreach (var everywhere in (string[])["://[::]", "://0.0.0.0", "://+", "://*"])
        {
            address = address.Replace(everywhere, "://localhost", StringComparison.Ordinal);
        }

        return address.TrimEnd('/');
    }
}
