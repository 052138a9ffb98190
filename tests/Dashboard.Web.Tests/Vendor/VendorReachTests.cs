using System.Net;
using System.Net.Sockets;
using Dashboard.Storage;
using Dashboard.Storage.Tests;
using Dashboard.Storage.Writes;
using Dashboard.Web.Vendor;
using Microsoft.AspNetCore.DataProtection;

namespace Dashboard.Web.Tests.Vendor;

/// <summary>Which addresses a connection may be saved with.</summary>
public sealed class VendorReachTests
{
    [Theory]
    [InlineData("https://10.0.0.5", "The address is private, and this server does not allow private addresses.")]
    [InlineData("https://[::1]:8443", "The address is private, and this server does not allow private addresses.")]
    [InlineData("https://gateway.example.test", "The address is private, and this server does not allow private addresses.")]
    [InlineData("https://public.example.test", null)]
    [InlineData("https://nobody-knows.example.test", null)]
    [InlineData(VendorDraft.DefaultAddress, null)]
    public async Task A_private_address_is_refused_when_it_is_saved(string address, string? problem)
    {
        await using var place = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var api = new VendorApi(allowsPrivate: false, ResolveAsync, TimeSpan.FromSeconds(20));
        var connections = new VendorConnections(new StoredVendorConnections(place.Database), new EphemeralDataProtectionProvider(), api);

        var said = await connections.AddAsync(new VendorDraft { Name = "acme", Address = address, Key = AdminApiStub.Key }, "owner@example.test", 1_793_500_000_000, TestContext.Current.CancellationToken);

        Assert.Equal(problem, said);
        Assert.Equal(problem is null ? 1 : 0, (await connections.ListAsync(TestContext.Current.CancellationToken)).Count);
    }

    private static Task<IPAddress[]> ResolveAsync(string name, CancellationToken cancellationToken) => name switch
    {
        "gateway.example.test" => Task.FromResult<IPAddress[]>([IPAddress.Parse("192.168.7.7")]),
        "public.example.test" => Task.FromResult<IPAddress[]>([IPAddress.Parse("93.184.216.34")]),
        "nobody-knows.example.test" => throw new SocketException((int)SocketError.HostNotFound),
        _ => throw new InvalidOperationException("Nobody asks for " + name),
    };
}
