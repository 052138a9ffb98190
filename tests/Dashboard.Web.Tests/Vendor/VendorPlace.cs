using System.Net;
using Dashboard.Storage;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Tests;
using Dashboard.Storage.Writes;
using Dashboard.Web.Vendor;
using Microsoft.AspNetCore.DataProtection;

namespace Dashboard.Web.Tests.Vendor;

/// <summary>A database, the vendor's API on this machine, and a connection to it.</summary>
internal sealed class VendorPlace : IAsyncDisposable
{
    private readonly TestDatabase _place;

    private VendorPlace(TestDatabase place, AdminApiStub stub, TimeSpan limit)
    {
        (_place, Stub) = (place, stub);
        stub.Clock = () => Clock.GetUtcNow();
        Api = new VendorApi(allowsPrivate: true, Dns.GetHostAddressesAsync, limit);
        var stored = new StoredVendorConnections(place.Database);
        Connections = new VendorConnections(stored, new EphemeralDataProtectionProvider(), Api);
        Puller = new VendorPuller(Api, new StoredVendorDays(place.Database), stored, place.Database, Clock);
    }

    public AdminApiStub Stub { get; }

    public HurriedClock Clock { get; } = new(AdminApiStub.Now);

    public VendorApi Api { get; }

    public VendorConnections Connections { get; }

    public VendorPuller Puller { get; }

    public Database Database => _place.Database;

    public DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);

    public static async Task<VendorPlace> OpenAsync(DatabaseProvider provider = DatabaseProvider.Sqlite, TimeSpan? limit = null) =>
        new(await TestDatabase.CreateAsync(provider), await AdminApiStub.StartAsync(), limit ?? TimeSpan.FromSeconds(20));

    public async Task<VendorConnection> ConnectAsync(VendorKind kind, string key = AdminApiStub.Key, string name = "acme")
    {
        Assert.Null(await Connections.AddAsync(new VendorDraft { Name = name, Kind = kind, Address = Stub.Address.AbsoluteUri, Key = key }, "owner@example.test", Clock.GetUtcNow().ToUnixTimeMilliseconds()));
        return Assert.IsType<VendorConnection>(await Connections.FindAsync((await Connections.ListAsync()).Single(c => c.Name == name).Id));
    }

    /// <summary>Everything that was kept, by UTC day and person.</summary>
    public async Task<IReadOnlyList<VendorSeatDay>> KeptAsync() => await Database.VendorReport.DaysAsync(Today.AddDays(-400), Today.AddDays(10));

    public async ValueTask DisposeAsync()
    {
        await Stub.DisposeAsync();
        await _place.DisposeAsync();
    }
}
