using System.Collections.Immutable;
using System.Net;

namespace Dashboard.Web.Security;

/// <summary>Addresses and networks of an operator's own machines, as a setting lists them.</summary>
internal sealed record Peers(ImmutableArray<IPNetwork> Networks)
{
    /// <summary>Reads a list or a text with commas: <c>10.0.0.5</c>, <c>10.0.0.0/8</c>, <c>::1</c>.</summary>
    /// <exception cref="OptionsException">One of them is no address.</exception>
    public static Peers Read(IConfiguration configuration, string key) => new(
    [
        .. configuration.GetSection(key).GetChildren().Select(c => c.Value ?? "").Concat((configuration[key] ?? "").Split([',', ' ']))
            .Select(v => v.Trim()).Where(v => v.Length > 0)
            .Select(v => IPNetwork.TryParse(v, out var network) ? network
                : IPAddress.TryParse(v, out var address) ? new IPNetwork(address, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128)
                : throw new OptionsException($"{key}: “{v}” is neither an address nor a network such as 10.0.0.0/8.")),
    ]);

    /// <summary>Whether the address is one of them. An IPv4 address may come as IPv6.</summary>
    public bool Has(IPAddress? address)
    {
        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null && Networks.Any(n => n.Contains(plain));
    }
}
