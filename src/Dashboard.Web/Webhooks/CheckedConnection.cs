using System.Net;
using System.Net.Sockets;

namespace Dashboard.Web.Webhooks;

/// <summary>
/// Opens a connection to a name that people entered. It is resolved once, the address is checked, and the connection goes to that very
/// address, so that no name can mean something else a moment later.
/// </summary>
internal static class CheckedConnection
{
    /// <exception cref="ForbiddenAddressException">The name leads where it must not go.</exception>
    public static async ValueTask<Stream> OpenAsync(
        SocketsHttpConnectionContext context, Func<string, CancellationToken, Task<IPAddress[]>> resolve, bool allowsPrivate, string whose, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancellationToken);
        var isPlain = context.InitialRequestMessage.RequestUri!.Scheme == Uri.UriSchemeHttp;
        var allowed = addresses.Where(a => IsAllowed(WebhookReach.Of(a), allowsPrivate, isPlain)).ToArray();
        if (allowed.Length == 0)
        {
            throw new ForbiddenAddressException(
                Array.TrueForAll(addresses, a => WebhookReach.Of(a) == WebhookReachKind.Public) ? "The address is on the Internet, and http is only for private addresses."
                : allowsPrivate ? "The address is one that is never called."
                : $"The address is private, and {whose} does not allow private addresses.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsAllowed(WebhookReachKind reach, bool allowsPrivate, bool isPlain) => reach switch
    {
        WebhookReachKind.Public => !isPlain,
        WebhookReachKind.Private => allowsPrivate,
        WebhookReachKind.Never => false,
    };
}
