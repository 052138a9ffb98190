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
        if (Refusal(addresses, allowsPrivate, isPlain, whose) is { } refusal)
        {
            throw new ForbiddenAddressException(refusal);
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

    /// <summary>Why none of these addresses may be called; null when one may.</summary>
    public static string? Refusal(IPAddress[] addresses, bool allowsPrivate, bool isPlain, string whose) =>
        Array.Exists(addresses, a => IsAllowed(WebhookReach.Of(a), allowsPrivate, isPlain)) ? null
        : Array.TrueForAll(addresses, a => WebhookReach.Of(a) == WebhookReachKind.Public) ? "The address is on the Internet, and http is only for private addresses."
        : allowsPrivate ? "The address is one that is never called."
        : $"The address is private, and {whose} does not allow private addresses.";

    private static bool IsAllowed(WebhookReachKind reach, bool allowsPrivate, bool isPlain) => reach switch
    {
        WebhookReachKind.Public => !isPlain,
        WebhookReachKind.Private => allowsPrivate,
        WebhookReachKind.Never => false,
    };
}
