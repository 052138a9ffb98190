using System.Net;
using System.Net.Sockets;

namespace Dashboard.Web.Security;

/// <summary>Whom a limit per address counts together.</summary>
internal static class ClientAddress
{
    private const int HostBytes = 8;

    /// <summary>The address; of IPv6 the /64, which is one customer's and holds more addresses than anybody can count.</summary>
    public static string Group(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is { IsIPv4MappedToIPv6: true })
        {
            address = address.MapToIPv4();
        }

        return address switch
        {
            null => "",
            { AddressFamily: AddressFamily.InterNetworkV6 } => new IPAddress([.. address.GetAddressBytes().Take(HostBytes), .. new byte[HostBytes]]).ToString(),
            _ => address.ToString(),
        };
    }
}
