using System.Net;
using System.Net.Sockets;

namespace Dashboard.Web.Webhooks;

/// <summary>Which addresses a webhook may be sent to. A server must not be talked into calling its own neighbours.</summary>
internal static class WebhookReach
{
    private static readonly IPNetwork[] PrivateOnes =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("::1/128"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("fec0::/10"), IPNetwork.Parse("fc00::/7"),
    ];

    /// <summary>Nobody's address, everybody's, addresses for documents and tests, and those at which clouds tell a machine its own secrets.</summary>
    private static readonly IPNetwork[] Never =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.0.2.0/24"), IPNetwork.Parse("192.88.99.0/24"), IPNetwork.Parse("198.18.0.0/15"),
        IPNetwork.Parse("198.51.100.0/24"), IPNetwork.Parse("203.0.113.0/24"), IPNetwork.Parse("224.0.0.0/4"), IPNetwork.Parse("240.0.0.0/4"),
        IPNetwork.Parse("169.254.169.254/32"), IPNetwork.Parse("169.254.170.2/32"), IPNetwork.Parse("169.254.170.23/32"), IPNetwork.Parse("100.100.100.200/32"), IPNetwork.Parse("168.63.129.16/32"),
        IPNetwork.Parse("fd00:ec2::254/128"), IPNetwork.Parse("fd00:ec2::23/128"), IPNetwork.Parse("fd20:ce::254/128"),
        IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("3fff::/20"),
    ];

    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork Compatible = IPNetwork.Parse("::/96");

    /// <summary>How an address may be reached.</summary>
    public static WebhookReachKind Of(IPAddress address)
    {
        var plain = Unwrap(address);
        return Never.Any(n => n.Contains(plain)) ? WebhookReachKind.Never
            : PrivateOnes.Any(n => n.Contains(plain)) ? WebhookReachKind.Private
            : plain.AddressFamily == AddressFamily.InterNetworkV6 && !Global.Contains(plain) ? WebhookReachKind.Never
            : WebhookReachKind.Public;
    }

    /// <summary>The IPv4 address inside an IPv6 one, however it is wrapped.</summary>
    private static IPAddress Unwrap(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        var plain = new IPAddress(bytes);
        return plain.IsIPv4MappedToIPv6 ? plain.MapToIPv4()
            : SixToFour.Contains(plain) ? new IPAddress(bytes.AsSpan(2, 4))
            : Nat64.Contains(plain) || (Compatible.Contains(plain) && !plain.Equals(IPAddress.IPv6Loopback)) ? new IPAddress(bytes.AsSpan(12, 4))
            : plain;
    }
}
