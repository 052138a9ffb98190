using Dashboard.Storage.Writes;
using Dashboard.Web.Jobs;

namespace Dashboard.Web.Vendor;

/// <summary>Registers what pulls the vendor's reports.</summary>
internal static class VendorSetup
{
    public static void AddVendorReports(this WebApplicationBuilder builder)
    {
        var allowsPrivate = string.Equals(builder.Configuration["Dashboard:Vendor:AllowPrivateAddresses"], "true", StringComparison.OrdinalIgnoreCase);
        builder.Services.AddSingleton(new VendorApi(allowsPrivate));
        builder.Services.AddSingleton<StoredVendorDays>().AddSingleton<StoredVendorConnections>().AddSingleton<VendorConnections>().AddSingleton<VendorPuller>();
        builder.Services.AddJob<VendorReportsJob>();
    }
}
